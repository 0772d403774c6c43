import { Agent, request } from 'undici'
import { z } from 'zod'
import { startApp } from '../stack/start-app.js'

export interface Upstream {
  readonly url: string
  /** Counts arrivals anew; then `elapsedMs` is the time between the arrivals number `first` and `last`. */
  expect(arrivals: { readonly first: number; readonly last: number }): Promise<void>
  /** Resolves once the last one expected has arrived. */
  elapsedMs(): Promise<number>
  stop(): Promise<unknown>
}

const Elapsed = z.object({ ms: z.number() })

/** Starts the server that stands in for Hi Platform, as a process of its own. */
export async function startUpstream(): Promise<Upstream> {
  const app = await startApp({ name: 'upstream', entry: 'test/dist/bench/processes/upstream.js' })
  const url = app.url ?? ''
  // The answer to `elapsed` comes when the work is done, however long that takes.
  const dispatcher = new Agent({ headersTimeout: 0 })
  return {
    url,
    expect: async ({ first, last }) => {
      const { body } = await request(`${url}/expect?first=${first}&last=${last}`, {
        method: 'POST',
        dispatcher,
      })
      await body.dump()
    },
    elapsedMs: async () => {
      const { body } = await request(`${url}/elapsed`, { dispatcher })
      return Elapsed.parse(await body.json()).ms
    },
    stop: async () => {
      await dispatcher.destroy()
      return app.stop()
    },
  }
}
