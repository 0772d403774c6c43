import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Receiver {
  readonly url: string
  /** When each callback came, by `performance.now()`. */
  readonly arrivals: readonly number[]
  /** Resolves when so many have come. */
  arrived(count: number): Promise<void>
  close(): Promise<void>
}

/** Takes callbacks, and answers each after so long. */
export async function startReceiver(answer: {
  readonly afterMs: number
  readonly status: number
}): Promise<Receiver> {
  const arrivals: number[] = []
  const waiting: { readonly count: number; readonly resolve: () => void }[] = []
  const server = createServer((request, response) => {
    request.resume()
    arrivals.push(performance.now())
    for (const { count, resolve } of waiting) if (arrivals.length >= count) resolve()
    setTimeout(() => response.writeHead(answer.status).end(), answer.afterMs)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    arrivals,
    arrived: (count) =>
      new Promise((resolve) => {
        if (arrivals.length >= count) resolve()
        else waiting.push({ count, resolve })
      }),
    close: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
