import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { createXmlClient, type XmlClient, type XmlClientOptions } from './client.js'

export interface ReceivedForm {
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
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, server }
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
