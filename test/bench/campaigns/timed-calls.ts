import { Pool } from 'undici'
import { authorizationOf, type ServiceUser } from '../../stack/service-user.js'

interface Call {
  readonly method?: 'GET' | 'POST'
  /** After `/v1/accounts/<account>`. */
  readonly path: string
  readonly body?: object
}

export interface ExportFacts {
  readonly lines: number
  readonly bytes: number
  readonly seconds: number
}

/** Asks a producer one thing after the other, on one connection. */
export interface TimedCalls {
  /** @throws Error when the answer is not 200 */
  ask<T>(call: Call): Promise<{ readonly answer: T; readonly ms: number }>
  /** Reads all of a stream, and keeps nothing of it. */
  download(path: string, accept: string): Promise<ExportFacts>
  close(): Promise<void>
}

export function openTimedCalls(
  { url, ...user }: ServiceUser & { readonly url: string },
  account: string,
): TimedCalls {
  const pool = new Pool(url, { connections: 1, pipelining: 1, bodyTimeout: 0, headersTimeout: 0 })
  const authorization = authorizationOf(user)
  const start = async ({ method = 'GET', path, body }: Call, accept = 'application/json') => {
    const headers = { authorization, accept, ...(body ? { 'content-type': 'application/json' } : {}) }
    const answer = await pool.request({
      ...{ method, headers, path: `/v1/accounts/${account}${path}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (answer.statusCode === 200) return answer.body
    throw new Error(
      `${method} ${path} was answered ${answer.statusCode}: ${(await answer.body.text()).slice(0, 500)}`,
    )
  }
  return {
    ask: async <T>(call: Call) => {
      const started = performance.now()
      const text = await (await start(call)).text()
      return { answer: JSON.parse(text) as T, ms: performance.now() - started }
    },
    download: async (path, accept) => {
      const started = performance.now()
      let [lines, bytes] = [0, 0]
      for await (const chunk of await start({ path }, accept)) {
        bytes += (chunk as Buffer).length
        for (const byte of chunk as Buffer) if (byte === 10) lines += 1
      }
      return { lines, bytes, seconds: (performance.now() - started) / 1_000 }
    },
    close: () => pool.close(),
  }
}
