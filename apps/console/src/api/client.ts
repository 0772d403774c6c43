import { batchOperations, createClientFor, sessionOperations } from '@disparo/api'

/** The one way to the service: the same origin, with the session's cookie. */
export const connection = { baseUrl: '' } as const

/** What the first screen needs; other screens make theirs, which are loaded with them. */
export const sessions = createClientFor(sessionOperations, connection)
export const batches = createClientFor(batchOperations, connection)
