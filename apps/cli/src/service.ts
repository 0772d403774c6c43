import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { Agent, request } from 'undici'
import { CommandError } from './command-error.js'
import type { ServiceSettings } from './config.js'
import { type ProblemAnswer, refusal } from './refusal.js'

interface Asked {
  readonly method: 'GET' | 'POST'
  readonly query?: Record<string, string | undefined>
  readonly headers?: Record<string, string>
  readonly body?: string | Readable
}

export interface Call extends Asked {
  /** Below `/v1/accounts/<account>`. */
  readonly path: string
}

const json = 'application/json'

/** The HTTP API, as one account uses it. */
export interface Service {
  /** @throws CommandError when the service refuses, fails or cannot be reached; with the problem it answered */
  call(call: Call): Promise<unknown>
  /**
   * The same for what takes long: `onLine` is told of each step, and the last line is the answer.
   * @throws CommandError also when the last line is a problem
   */
  follow(call: Call, onLine: (line: unknown) => void): Promise<unknown>
  /** The account that it is used as; `*` where the command is for all, of which each is asked by `of`. */
  readonly account: string
  /**
   * The names of the accounts that the user may operate.
   * @throws CommandError
   */
  accounts(): Promise<readonly string[]>
  /** The same service, as another account uses it; it ends with this one. */
  of(account: string): Service
  close(): Promise<void>
}

export function openService(settings: ServiceSettings): Service {
  // A large batch is answered when its last row is enqueued, which may take as long as it takes.
  return serviceOf(settings, new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: 10_000 } }))
}

function serviceOf(settings: ServiceSettings, dispatcher: Agent): Service {
  const base = `${settings.url}/v1/accounts`
  const own = `${base}/${encodeURIComponent(settings.account)}`
  const credentials = Buffer.from(`${settings.user}:${settings.password}`).toString('base64')
  const ask = async (address: string, { method, query = {}, headers = {}, body }: Asked, accept = json) => {
    const url = new URL(address)
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, value)
    }
    const response = await request(url, {
      dispatcher,
      method,
      headers: { ...headers, authorization: `Basic ${credentials}`, accept },
      ...(body === undefined ? {} : { body }),
    }).catch((cause: unknown) => {
      throw unreachable(settings.url, cause)
    })
    if (response.statusCode < 300) return response.body
    const answer = parse(await response.body.text()) as ProblemAnswer | undefined
    throw refusal(response.statusCode, answer, settings)
  }
  return {
    account: settings.account,
    call: async (call) => parse(await (await ask(own + call.path, call)).text()),
    follow: async (call, onLine) => {
      let last: unknown
      const input = await ask(own + call.path, call, 'application/x-ndjson')
      for await (const line of createInterface({ input })) {
        if (last !== undefined) onLine(last)
        last = parse(line)
      }
      const { status } = (last ?? {}) as ProblemAnswer
      if (status !== undefined) throw refusal(status, last as ProblemAnswer, settings)
      if (last === undefined) throw unreachable(settings.url, undefined)
      return last
    },
    accounts: async () => {
      const answer = parse(await (await ask(base, { method: 'GET' })).text()) as { accounts: string[] }
      return answer.accounts
    },
    of: (account) => serviceOf({ ...settings, account }, dispatcher),
    close: () => dispatcher.destroy(),
  }
}

function unreachable(url: string, cause: unknown): CommandError {
  const { code = 'unknown error' } = cause as { code?: string }
  const hint =
    code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'UND_ERR_CONNECT_TIMEOUT'
      ? 'Is the producer running there? Set DISPARO_URL or --url to where it is.'
      : 'The connection broke off. Repeat the same command: what is enqueued already is not sent twice.'
  return new CommandError(`No answer from ${url} (${code}). ${hint}`, { cause })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
