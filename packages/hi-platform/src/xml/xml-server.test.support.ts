import http from 'node:http'
import { onTestFinished } from 'vitest'
import { listenOnLoopback } from '../test-support/index.js'
import { createXmlClient, type XmlClient, type XmlClientOptions } from './client.js'

interface ReceivedForm {
  readonly method: string
  readonly url: string
  readonly headers: http.IncomingHttpHeaders
  readonly form: URLSearchParams
}

/** An HTTP server that keeps the forms it received; stops, with its connections, when the test has finished. */
export async function serveForms(answer: (response: http.ServerResponse) => void) {
  const received: ReceivedForm[] = []
  const server = http.createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    const { method = '', url = '', headers } = request
    received.push({ method, url, headers, form: new URLSearchParams(body) })
    answer(response)
  })
  const { url, close } = await listenOnLoopback(server)
  onTestFinished(close)
  return { url, received, server }
}

/** Closes when the test has finished. */
export function openXmlClient(baseUrl: string, options: Partial<XmlClientOptions> = {}): XmlClient {
  const client = createXmlClient({
    baseUrl,
    username: 'api@empresa.com.br',
    password: 'senhaApi',
    requestTimeoutMs: 10_000,
    ...options,
  })
  onTestFinished(() => client.close())
  return client
}
