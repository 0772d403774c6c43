import { createBareClient, type Fetch } from '@disparo/api'
import { routes } from './routes.js'

/** The one way to the service: the same origin, with the session's cookie. */
export const service = serviceBy()

/** The same by another `fetch`. */
export function serviceBy(fetch?: Fetch) {
  return createBareClient(routes, { baseUrl: '', fetch })
}
