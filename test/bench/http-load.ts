import { Pool } from 'undici'
import { mapConcurrent } from '../stack/map-concurrent.js'

export interface Target {
  readonly url: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
}

interface HttpLoad {
  /** POSTs every body, as many at a time as there are connections; gives the requests per second. */
  post(bodies: readonly string[]): Promise<number>
  close(): Promise<void>
}

/** @throws Error when an answer is not 202 */
export function openHttpLoad({ url, path, headers = {} }: Target, connections: number): HttpLoad {
  const pool = new Pool(url, { connections, pipelining: 1 })
  const postOne = async (body: string) => {
    const answer = await pool.request({
      method: 'POST',
      path,
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    })
    const text = await answer.body.text()
    if (answer.statusCode !== 202) throw new Error(`POST ${path} was answered ${answer.statusCode}: ${text}`)
  }
  return {
    post: async (bodies) => {
      const started = performance.now()
      await mapConcurrent(connections, bodies, postOne)
      return (bodies.length * 1000) / (performance.now() - started)
    },
    close: () => pool.close(),
  }
}
