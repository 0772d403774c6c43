import http from 'node:http'
import net from 'node:net'
import { onTestFinished } from 'vitest'
import { listenOnLoopback } from '../test-support/index.js'
import { createHiClient, type HiClient, type HiClientOptions } from './client.js'
import { type Outcome, outcomeOf } from './outcome.js'

export const message = { to: '551199999999', namespace: 'ns', elementName: 'aviso' } as const

interface Received {
  readonly method: string
  readonly url: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

/** An HTTP server that keeps what it received; stops, with its connections, when the test has finished. */
export async function serveHttp(answer: (response: http.ServerResponse, request: Received) => void) {
  const received: Received[] = []
  const server = http.createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    const { method = '', url = '', headers } = request
    received.push({ method, url, headers, body })
    answer(response, { method, url, headers, body })
  })
  const { url, close } = await listenOnLoopback(server)
  onTestFinished(close)
  return { url, received }
}

/** A bare TCP server: `talk` is called when the first bytes of a request have come. */
export async function serveTcp(talk: (socket: net.Socket, connection: number) => void) {
  const sockets: net.Socket[] = []
  const server = net.createServer((socket) => {
    const connection = sockets.push(socket)
    socket.on('error', () => {})
    socket.on('data', () => talk(socket, connection))
  })
  const { url, close } = await listenOnLoopback(server)
  onTestFinished(close)
  return { url, sockets, server }
}

/** Resolves when both sides have closed, however that came about. */
export function closed(socket: net.Socket | undefined): Promise<void> {
  if (socket === undefined) return Promise.reject(new Error('nobody connected'))
  return socket.closed ? Promise.resolve() : new Promise((resolve) => socket.once('close', () => resolve()))
}

/** A promise, and what fulfils it (Promise.withResolvers is newer than Node 20). */
export function deferred<T>() {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((fulfil) => {
    resolve = fulfil
  })
  return { promise, resolve }
}

/** A client of the seed's user; closes when the test has finished. */
export function openClient(baseUrl: string, options: Partial<HiClientOptions> = {}): HiClient {
  const client = createHiClient({
    baseUrl,
    configId: 'minha-config-id',
    username: 'usuarioApi',
    password: 'senhaApi',
    wireFormat: 'hi',
    requestTimeoutMs: 10_000,
    ...options,
  })
  onTestFinished(() => client.close())
  return client
}

/** One attempt with a plain message, and what it came to. */
export async function attempt(
  client: HiClient,
  signal?: AbortSignal,
  elementName: string = message.elementName,
): Promise<Outcome> {
  try {
    return outcomeOf({ reply: await client.sendTemplate({ ...message, elementName }, { signal }) })
  } catch (error) {
    return outcomeOf({ error })
  }
}
