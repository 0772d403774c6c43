import { createServer } from 'node:http'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'

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
  const { url, close } = await listenOnLoopback(server)
  return {
    url: `${url}/`,
    arrivals,
    arrived: (count) =>
      new Promise((resolve) => {
        if (arrivals.length >= count) resolve()
        else waiting.push({ count, resolve })
      }),
    close,
  }
}
