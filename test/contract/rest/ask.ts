import { request } from 'undici'
import type { RestAddress, Service } from '../service.js'

/** Seed 001, "Endereço base". */
const basePath = '/platform/whatsappconnect/1.0/api'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

interface AskOptions {
  readonly body?: string
  /** Default: that of the service's user. `null`: none. */
  readonly authorization?: string | null
}

/** A request to the REST interface; `path` is below the base address. */
export async function askRest(
  service: Service,
  method: 'GET' | 'POST',
  path: string,
  { body, authorization = basicOf(service) }: AskOptions = {},
): Promise<Answer> {
  const response = await request(urlOf(service, path), {
    method,
    headers: {
      ...(authorization === null ? {} : { authorization }),
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body }),
  })
  return { status: response.statusCode, headers: response.headers, text: await response.body.text() }
}

/** POST message/template of the service's own `config_id`. */
export function postTemplate(service: Service, body: string, options: AskOptions = {}): Promise<Answer> {
  return askRest(service, 'POST', templatePath(service), { ...options, body })
}

export function templateUrl(service: Service): string {
  return urlOf(service, templatePath(service))
}

/** What the service's user is shown as. */
export function basicOf(service: Service): string {
  return basic(addressOf(service))
}

export function basic({ username, password }: Pick<RestAddress, 'username' | 'password'>): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

function templatePath(service: Service): string {
  return `/message/template/${encodeURIComponent(addressOf(service).configId)}`
}

function urlOf(service: Service, path: string): string {
  return new URL(basePath + path, addressOf(service).baseUrl).href
}

function addressOf({ rest }: Service): RestAddress {
  if (!rest) throw new Error('The service has no REST interface')
  return rest
}
