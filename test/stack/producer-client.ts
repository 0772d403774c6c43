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

interface KeyOption {
  /** The Idempotency-Key. */
  readonly key?: string
}

interface SendOptions extends KeyOption {
  /** Answered 503, it is not sent again. Default: as a backend does, with its key, until it is taken. */
  readonly once?: boolean
}

/** A stream is sent once, whatever the answer. */
export interface ImportOptions extends SendOptions {
  readonly lane?: Lane
  /** ISO 8601, as the next one. */
  readonly sendAt?: string
  readonly expiresAt?: string
}

/** What is answered 503 is asked again, for a minute: on a busy machine Redis may be late for the producer. */
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

  return {
    send: (message, { key = randomUUID(), once } = {}) =>
      insist(
        () => {
          const body = message as NewMessage
          return told(
            'The message',
            client.sendMessage({ params, headers: { 'idempotency-key': key }, body }),
          )
        },
        { once },
      ),
    importCsv: (csv, { key, once, ...query } = {}) => {
      const send = (headers: { 'idempotency-key'?: string | undefined }, body: UploadBody | string) =>
        told(
          'The import',
          client.sendBatch({ params, query, headers, upload: { contentType: 'text/csv', body } }),
        )
      if (typeof csv !== 'string')
        return send({ 'idempotency-key': key }, Readable.toWeb(Readable.from(bytesOf(csv))) as UploadBody)
      const headers = { 'idempotency-key': key ?? randomUUID() }
      return insist(() => send(headers, csv), { once })
    },
    message: (id) => insist(() => found('The message', client.getMessage({ params: { account, id } }))),
    controlBatch: (id, verb) =>
      insist(() => told('The batch', client[controls[verb]]({ params: { account, id } }))),
    unknown: async () => {
      const query = { limit: 1_000 }
      return (await insist(() => told('The doubt', client.getUnknown({ params, query })))).messages
    },
    resolveDoubts: async (ids, as) => {
      const body = { as, ids: [...ids] }
      if (ids.length > 0) await insist(() => told('The doubts', client.resolveMany({ params, body })))
    },
    batch: (id) => insist(() => found('The batch', client.getBatch({ params: { account, id } }))),
    batchMessages: async (id) => {
      const all: MessageState[] = []
      const pages = eachPage((after) =>
        insist(() =>
          told(
            'The batch',
            client.getBatchMessages({ params: { account, id }, query: { after, limit: 1_000 } }),
          ),
        ),
      )
      for await (const { messages } of pages) all.push(...messages)
      return all
    },
  }
}

async function insist<T>(
  ask: () => Promise<T>,
  { once = false }: { readonly once?: boolean | undefined } = {},
): Promise<T> {
  for (let left = once ? 0 : MOST_REPEATS; ; left--) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof ProducerError && error.status === 503) || left === 0) throw error
      await delay(REPEAT_MS)
    }
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
