import { once } from 'node:events'
import { type IncomingMessage, request as requestByHttp } from 'node:http'
import { request as requestByHttps } from 'node:https'
import { text } from 'node:stream/consumers'
import type { Answer } from './rest/ask.js'

/**
 * Announces a body of so many bytes, and sends none of it: who is refused while sending may find the connection cut
 * before reading why.
 */
export async function postOversized(
  url: string,
  bytes: number,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const open = url.startsWith('https:') ? requestByHttps : requestByHttp
  const request = open(url, { method: 'POST', headers: { ...headers, 'content-length': bytes } })
  try {
    request.flushHeaders()
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    return { status: response.statusCode ?? 0, headers: response.headers, text: await text(response) }
  } finally {
    request.destroy()
  }
}
