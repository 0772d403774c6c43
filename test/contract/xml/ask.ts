import { createHash } from 'node:crypto'
import { FormData, request } from 'undici'
import type { Service, XmlAddress } from '../service.js'

export interface XmlAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

/** The form's fields as Hi Flow names them; `Pass` is the password's MD5. */
export function formOf({ xml }: Service): Record<string, string> {
  const { user, password, client } = addressOf({ xml })
  const Pass = createHash('md5').update(password).digest('hex')
  return { User: user, Pass, ...(client === undefined ? {} : { Client: client }) }
}

/** Posts a document as an urlencoded form. */
export function askXml(service: Service, document: string, form = formOf(service)): Promise<XmlAnswer> {
  return postForm(service, { ...form, XML: document })
}

export function postForm(service: Service, form: Readonly<Record<string, string>>): Promise<XmlAnswer> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return post(addressOf(service).url, new URLSearchParams(form).toString(), headers)
}

/** The same as a multipart form. */
export function postMultipart(service: Service, document: string): Promise<XmlAnswer> {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...formOf(service), XML: document })) form.append(name, value)
  return post(addressOf(service).url, form, {})
}

/** The document itself, with the credentials where the service looks for them. */
export function postBare(service: Service, document: string, way: 'query' | 'basic'): Promise<XmlAnswer> {
  const { url, user, password } = addressOf(service)
  const at = new URL(url)
  if (way === 'query')
    for (const [name, value] of Object.entries(formOf(service))) at.searchParams.set(name, value)
  const basic = Buffer.from(`${user}:${password}`).toString('base64')
  return post(at.href, document, {
    'content-type': 'text/xml; charset=UTF-8',
    ...(way === 'basic' ? { authorization: `Basic ${basic}` } : {}),
  })
}

async function post(
  url: string,
  body: string | FormData,
  headers: Readonly<Record<string, string>>,
): Promise<XmlAnswer> {
  const response = await request(url, { method: 'POST', headers, body })
  return { status: response.statusCode, headers: response.headers, text: await response.body.text() }
}

export function addressOf({ xml }: Pick<Service, 'xml'>): XmlAddress {
  if (!xml) throw new Error('The service has no XML interface')
  return xml
}
