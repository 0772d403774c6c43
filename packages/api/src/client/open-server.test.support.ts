import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { basic, type ClientOptions, createClient } from './create-client.js'

/** The address of a real server on loopback, which ends with the test. */
export async function openServer(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close().closeAllConnections())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A client of such a server. */
export async function clientOf(listener: RequestListener, options: Partial<ClientOptions> = {}) {
  const baseUrl = await openServer(listener)
  return createClient({ baseUrl, authorization: basic('ana', 'segredo'), ...options })
}
