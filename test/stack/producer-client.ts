import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { ApiError, createClient, eachPage, type Fetch, type NewMessage, type UploadBody } from '@disparo/api'
import type { BatchReceipt, BatchState, Lane, MessageState, SendReceipt } from '@disparo/core'
import { Agent, fetch } from 'undici'
import { authorizationOf, type ServiceUser } from './service-user.js'

export interface ProducerAddress extends ServiceUser {
  readonly url: string
  readonly account: string
}

export interface KeyOption {
  /** The Idempotency-Key. */
  readonly key?: string
}

export interface SendOptions extends KeyOption {
  /** Answered 503, it is not sent again. Default: as a backend does, with its key, until it is taken. */
  readonly once?: boolean
}

export interface ImportOptions extends KeyOption {
  readonly lane?: Lane
  /** ISO 8601, as the next one. */
  readonly sendAt?: string
  readonly expiresAt?: string
}

export interface ProducerClient {
  send(message: object, options?: SendOptions): Promise<SendReceipt>
  /** Streams a CSV to the producer. */
  importCsv(csv: string | Readable, options?: ImportOptions): Promise<BatchReceipt>
  /** `undefined` when it is not known. */
  message(id: string): Promise<MessageState | undefined>
  batch(id: string): Promise<BatchState | undefined>
  /** Pauses, resumes or cancels a batch. */
  controlBatch(id: string, verb: 'pause' | 'resume' | 'cancel'): Promise<BatchState>
  /** Messages in doubt, those longest in it first, 1,000 at most. */
  unknown(): Promise<MessageState[]>
  /** Says what became of messages in doubt, 1,000 at most. */
  resolveDoubts(ids: readonly string[], as: 'accepted' | 'resend'): Promise<void>
  /** Every message of a batch. */
  batchMessages(id: string): Promise<MessageState[]>
}

/** The producer answered something else than hoped; `status` and `problem` say what. */
export class ProducerError extends Error {
  override readonly name = 'ProducerError'
  readonly code = 'PRODUCER'
  readonly status: number
  readonly problem: unknown

  constructor(what: string, status: number, problem: unknown) {
    super(`${what} was answered ${status}: ${JSON.stringify(problem)}`)
    this.status = status
    this.problem = problem
  }
}

/** Large imports are answered after minutes. */
const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 })
const patient: Fetch = (url, request) => fetch(url, { ...request, dispatcher })
const REPEAT_MS = 500
const MOST_REPEATS = 100
const controls = { pause: 'pauseBatch', resume: 'resumeBatch', cancel: 'cancelBatch' } as const

/** The producer's HTTP API, as a backend application would call it. Who gets no answer gets an `ApiError`. */
export function producerClient({ url, account, ...user }: ProducerAddress): ProducerClient {
  const client = createClient({ baseUrl: url, authorization: authorizationOf(user), fetch: patient })
  const params = { account }
  const sendOnce = (message: object, key: string | undefined) => {
    const body = message as NewMessage
    return told('The message', client.sendMessage({ params, headers: { 'idempotency-key': key }, body }))
  }
  const insist = async (message: object, key: string): Promise<SendReceipt> => {
    for (let left = MOST_REPEATS; ; left--) {
      try {
        return await sendOnce(message, key)
      } catch (error) {
        // Redis did not answer in time: on a busy machine it may do so the next time.
        if (!(error instanceof ProducerError && error.status === 503) || left === 0) throw error
        await delay(REPEAT_MS)
      }
    }
  }

  return {
    send: (message, { key, once = false } = {}) =>
      once ? sendOnce(message, key) : insist(message, key ?? randomUUID()),
    importCsv: (csv, { key, ...query } = {}) => {
      const body = typeof csv === 'string' ? csv : (Readable.toWeb(Readable.from(bytesOf(csv))) as UploadBody)
      const upload = { contentType: 'text/csv', body } as const
      const headers = { 'idempotency-key': key }
      return told('The import', client.sendBatch({ params, query, headers, upload }))
    },
    message: (id) => found('The message', client.getMessage({ params: { account, id } })),
    controlBatch: (id, verb) => told('The batch', client[controls[verb]]({ params: { account, id } })),
    unknown: async () =>
      (await told('The doubt', client.getUnknown({ params, query: { limit: 1_000 } }))).messages,
    resolveDoubts: async (ids, as) => {
      if (ids.length > 0)
        await told('The doubts', client.resolveMany({ params, body: { as, ids: [...ids] } }))
    },
    batch: (id) => found('The batch', client.getBatch({ params: { account, id } })),
    batchMessages: async (id) => {
      const all: MessageState[] = []
      const pages = eachPage((after) =>
        told(
          'The batch',
          client.getBatchMessages({ params: { account, id }, query: { after, limit: 1_000 } }),
        ),
      )
      for await (const { messages } of pages) all.push(...messages)
      return all
    },
  }
}

/** What makes a CSV may make text. */
async function* bytesOf(chunks: Readable): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield Buffer.from(chunk)
}

async function told<T>(what: string, answer: Promise<T>): Promise<T> {
  return answer.catch((error: unknown) => {
    if (!(error instanceof ApiError) || error.status === undefined) throw error
    throw new ProducerError(what, error.status, error.problem)
  })
}

async function found<T>(what: string, answer: Promise<T>): Promise<T | undefined> {
  return told(what, answer).catch((error: unknown) => {
    if (error instanceof ProducerError && error.status === 404) return undefined
    throw error
  })
}
