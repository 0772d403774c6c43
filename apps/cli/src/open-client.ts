import { Readable } from 'node:stream'
import { type Client, createClient, type Fetch, type FetchResponse } from '@disparo/api'
import { Agent, type Dispatcher, request } from 'undici'
import type { ServiceSettings } from './config.js'

/** The service, until it is closed. */
interface OpenClient {
  readonly client: Client
  close(): Promise<void>
}

export function openClient({ url, authorization }: ServiceSettings): OpenClient {
  // A large batch is answered when its last row is enqueued, which may take as long as it takes.
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: 10_000 } })
  return {
    client: createClient({ baseUrl: url, authorization, fetch: fetchBy(dispatcher) }),
    close: () => dispatcher.destroy(),
  }
}

/** Not undici's `fetch`, which refuses ports that browsers keep from pages, such as 10080. */
function fetchBy(dispatcher: Dispatcher): Fetch {
  return async (address, { method, headers, body = null, signal }) => {
    const sent = body instanceof ReadableStream ? Readable.from(body) : body
    const response = await request(address, {
      ...{ dispatcher, method: method as Dispatcher.HttpMethod, headers },
      body: sent as Exclude<typeof sent, Blob>,
      ...(signal ? { signal } : {}),
    })
    return {
      status: response.statusCode,
      headers: { get: (name) => response.headers[name]?.toString() ?? null },
      body: Readable.toWeb(response.body) as FetchResponse['body'],
    }
  }
}
