import type { z } from 'zod'
import { type Operations, operations } from '../contract/index.js'
import type { Operation } from '../operation/index.js'
import { type CallOptions, type Connection, call } from './call.js'
import type { Fetch } from './fetch.js'
import { largestAnswerBytes } from './read-text.js'
import type { AnswerOf, AnyRequest, RequestOf } from './request.js'

export interface ClientOptions {
  /** Where the producer is, such as `https://disparo.example.com`; in a page of its own `''`. */
  readonly baseUrl: string
  /** The header `Authorization`, or what gives it for each request: see `basic` and `bearer`. Default: none, or the browser's own. */
  readonly authorization?: string | (() => string | undefined | Promise<string | undefined>) | undefined
  /** Default: that of the browser or of Node.js. */
  readonly fetch?: Fetch | undefined
  /** The largest answer that is read. Default 16 MiB, which none of the service's reaches. */
  readonly maxAnswerBytes?: number | undefined
}

type Options<Of> = {
  readonly signal?: AbortSignal | undefined
} & (Of extends { readonly progress: infer Line extends z.ZodType }
  ? {
      /** Told how far it is, again and again. */ readonly onProgress?:
        | ((progress: z.output<Line>) => void)
        | undefined
    }
  : unknown)

type Method<Of extends Operation> =
  object extends RequestOf<Of>
    ? (request?: RequestOf<Of>, options?: Options<Of>) => Promise<AnswerOf<Of>>
    : (request: RequestOf<Of>, options?: Options<Of>) => Promise<AnswerOf<Of>>

/** A method for each operation; each throws `ApiError`, and nothing else. */
export type Client = {
  readonly [Id in keyof Operations]: Method<Operations[Id]>
}

/** A client of the producer's HTTP API, typed by the same schemas that its routes are made from. */
export function createClient(options: ClientOptions): Client {
  const { baseUrl, authorization, fetch = globalThis.fetch, maxAnswerBytes = largestAnswerBytes } = options
  const connection: Connection = {
    baseUrl,
    authorization: typeof authorization === 'function' ? authorization : () => authorization,
    // A browser's fetch must be called as its window's.
    fetch: (url, request) => fetch(url, request),
    maxAnswerBytes,
  }
  const methods = Object.entries<Operation>(operations).map(([id, operation]) => [
    id,
    (request: AnyRequest = {}, callOptions?: CallOptions) =>
      call(connection, operation, request, callOptions),
  ])
  return Object.fromEntries(methods) as Client
}

/** The header of a user and password, as HTTP Basic in UTF-8 (RFC 7617). */
export function basic(user: string, password: string): string {
  const bytes = new TextEncoder().encode(`${user}:${password}`)
  return `Basic ${btoa(String.fromCharCode(...bytes))}`
}

/** The header of an API key (RFC 6750). */
export function bearer(key: string): string {
  return `Bearer ${key}`
}
