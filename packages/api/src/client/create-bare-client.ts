import type { OperationId, Operations } from '../contract/index.js'
import type { Operation } from '../operation/index.js'
import { kindOf, type Problem } from '../problems/index.js'
import { ApiError } from './api-error.js'
import type { Client } from './create-client.js'
import type { Fetch } from './fetch.js'
import { parseJson } from './read-answer.js'
import { largestAnswerBytes, readText } from './read-text.js'
import { refusal } from './refusal.js'
import type { AnyRequest } from './request.js'
import { addressOf, requestOf } from './write-request.js'

/** Where an operation is asked for; its schemas are left to its type. */
export type Route = Pick<Operation, 'method' | 'path'>

interface BareOptions {
  /** Where the producer is; in a page that it serves, `''`. */
  readonly baseUrl: string
  /** Default: that of the browser or of Node.js. */
  readonly fetch?: Fetch | undefined
}

/** Methods of a bare client: no progress is read. */
export type BareClient<Id extends OperationId> = Pick<Client, Id>

/**
 * The client for a page that its own producer serves: typed as `createClient`, without a schema to load. What is answered
 * 2xx is taken for what its type says, and a problem for one only if its `type` is known.
 */
export function createBareClient<const Id extends OperationId>(
  routes: { readonly [Each in Id]: Pick<Operations[Each], 'method' | 'path'> },
  { baseUrl, fetch = globalThis.fetch }: BareOptions,
): BareClient<Id> {
  const methods = Object.entries<Route>(routes).map(([id, route]) => [
    id,
    async (request: AnyRequest = {}, { signal }: { readonly signal?: AbortSignal } = {}) => {
      const written = requestOf(route, request, { authorization: undefined, signal, wantsLines: false })
      const response = await fetch(addressOf(baseUrl, route, request), written).catch((cause: unknown) => {
        throw new ApiError('unreachable', 'No answer from the service', { cause })
      })
      const { status, body } = response
      if (status < 200 || status > 299) throw await refusal(response, largestAnswerBytes, knownProblem)
      return parseJson(await readText(body, largestAnswerBytes), status)
    },
  ])
  return Object.fromEntries(methods) as BareClient<Id>
}

/** Only the service itself answers with a type of its own: what a proxy answers is no problem of this API. */
function knownProblem(answer: unknown): Partial<Problem> | undefined {
  const { type } = Object(answer) as { readonly type?: unknown }
  return typeof type === 'string' && kindOf(type) !== undefined ? (answer as Problem) : undefined
}
