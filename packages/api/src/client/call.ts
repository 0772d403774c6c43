import type { z } from 'zod'
import type { Operation } from '../operation/index.js'
import { Problem } from '../problems/index.js'
import { ApiError, errorOf } from './api-error.js'
import type { Fetch, FetchResponse } from './fetch.js'
import { parseJson, readAnswer } from './read-answer.js'
import { readLines, readText } from './read-text.js'
import { refusal } from './refusal.js'
import type { AnyRequest } from './request.js'
import { addressOf, requestOf } from './write-request.js'

/** Where the service is, and how it is asked. */
export interface Connection {
  readonly baseUrl: string
  readonly authorization: () => string | undefined | Promise<string | undefined>
  readonly fetch: Fetch
  /** The largest answer, and line of one, that is read. */
  readonly maxAnswerBytes: number
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** Told of each line of progress. */
  readonly onProgress?: ((progress: unknown) => void) | undefined
}

/** Asks for an operation, and reads its answer. @throws ApiError */
export async function call(
  connection: Connection,
  operation: Operation,
  request: AnyRequest,
  { signal, onProgress }: CallOptions = {},
): Promise<unknown> {
  const address = addressOf(connection.baseUrl, operation, request)
  const authorization = operation.role === undefined ? undefined : await connection.authorization()
  const written = requestOf(operation, request, {
    authorization,
    signal,
    wantsLines: onProgress !== undefined,
  })
  const response = await connection.fetch(address, written).catch((cause: unknown) => {
    throw new ApiError('unreachable', 'No answer from the service', { cause })
  })
  const { status, body } = response
  const schema = operation.responses[status] ?? operation.otherwise?.[status]
  if (!schema) throw await refusal(response, connection.maxAnswerBytes, readProblem)
  if (onProgress)
    return readProgress(response, { schema, connection, onProgress, progress: operation.progress })
  return readAnswer(schema, parseJson(await readText(body, connection.maxAnswerBytes), status), status)
}

/** Lines before the last one are progress; that one is the answer, or the problem that came up meanwhile. */
async function readProgress(
  { body, status }: FetchResponse,
  { schema, progress, connection, onProgress }: ProgressOptions,
): Promise<unknown> {
  let last: string | undefined
  for await (const line of readLines(body, connection.maxAnswerBytes)) {
    if (last !== undefined && progress) onProgress(readAnswer(progress, parseJson(last, status), status))
    last = line
  }
  if (last === undefined) throw new ApiError('unreachable', 'The answer broke off', { status })
  const answer = parseJson(last, status)
  const problem = readProblem(answer)
  if (problem?.status !== undefined && problem.status >= 400) throw errorOf(problem.status, problem)
  return readAnswer(schema, answer, status)
}

interface ProgressOptions {
  readonly schema: z.ZodType
  readonly progress: z.ZodType | undefined
  readonly connection: Connection
  readonly onProgress: (progress: unknown) => void
}

/**
 * What of an answer is a problem. It may come from a proxy, so nothing of it is sure: members of another type than ours are
 * left out, those that are not known stay.
 */
function readProblem(answer: unknown): Partial<Problem> | undefined {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined
  const known = Object.entries(Problem.shape)
  const members = Object.entries(answer).filter(([name]) => !Object.hasOwn(Problem.shape, name))
  for (const [name, schema] of known) {
    const { success, data } = schema.safeParse((answer as Record<string, unknown>)[name])
    if (success && data !== undefined) members.push([name, data])
  }
  return Object.fromEntries(members)
}
