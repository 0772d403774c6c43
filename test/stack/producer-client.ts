import type { Readable } from 'node:stream'
import type { BatchPage, BatchReceipt, BatchState, Lane, MessageState, SendReceipt } from '@disparo/core'
import { request } from 'undici'
import { authorizationOf, type ServiceUser } from './service-user.js'

export interface ProducerAddress extends ServiceUser {
  readonly url: string
  readonly account: string
}

export interface KeyOption {
  /** The Idempotency-Key. */
  readonly key?: string
}

export interface ImportOptions extends KeyOption {
  readonly lane?: Lane
  /** ISO 8601, as the next one. */
  readonly sendAt?: string
  readonly expiresAt?: string
}

export interface ProducerClient {
  send(message: object, options?: KeyOption): Promise<SendReceipt>
  /** Streams a CSV to the producer. */
  importCsv(csv: string | Readable, options?: ImportOptions): Promise<BatchReceipt>
  /** `undefined` when it is not known. */
  message(id: string): Promise<MessageState | undefined>
  batch(id: string): Promise<BatchState | undefined>
  /** Pauses, resumes or cancels a batch. */
  controlBatch(id: string, verb: 'pause' | 'resume' | 'cancel'): Promise<BatchState>
  /** Messages in doubt, those longest in it first, 1,000 at most. */
  unknown(): Promise<UnknownMessage[]>
  /** Says what became of messages in doubt, 1,000 at most. */
  resolveDoubts(ids: readonly string[], as: 'accepted' | 'resend'): Promise<void>
  /** Every message of a batch. */
  batchMessages(id: string): Promise<MessageState[]>
}

export interface UnknownMessage {
  readonly id: string
  /** What its doubt rests for. */
  readonly waiting?: string
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

/** The producer's HTTP API, as a backend application would call it. */
export function producerClient({ url, account, ...user }: ProducerAddress): ProducerClient {
  const authorization = authorizationOf(user)
  const base = `${url}/v1/accounts/${account}`
  // The producer's answers are taken at their word: its own tests prove their form.
  const call = async <T>(what: string, path: string, body?: Body, key?: string): Promise<T> => {
    const response = await request(`${base}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization,
        ...(body ? { 'content-type': body.type } : {}),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body ? { body: body.content } : {}),
    })
    const answer = (await response.body.json()) as T
    if (response.statusCode < 300) return answer
    throw new ProducerError(what, response.statusCode, answer)
  }
  const find = <T>(what: string, path: string): Promise<T | undefined> =>
    call<T>(what, path).catch((error: unknown) => {
      if (error instanceof ProducerError && error.status === 404) return undefined
      throw error
    })

  return {
    send: (message, { key } = {}) =>
      call<SendReceipt>(
        'The message',
        '/messages',
        { type: 'application/json', content: JSON.stringify(message) },
        key,
      ),
    importCsv: (csv, { key, ...terms } = {}) => {
      const body = { type: 'text/csv', content: csv }
      return call<BatchReceipt>('The import', `/batches?${new URLSearchParams(terms)}`, body, key)
    },
    message: (id) => find<MessageState>('The message', `/messages/${id}`),
    controlBatch: (id, verb) =>
      call<BatchState>('The batch', `/batches/${id}/${verb}`, { type: 'application/json', content: '' }),
    unknown: async () =>
      (await call<{ messages: UnknownMessage[] }>('The doubt', '/unknown?limit=1000')).messages,
    resolveDoubts: async (ids, as) => {
      if (ids.length === 0) return
      const body = { type: 'application/json', content: JSON.stringify({ as, ids }) }
      await call('The doubts', '/unknown/resolve', body)
    },
    batch: (id) => find<BatchState>('The batch', `/batches/${id}`),
    batchMessages: async (id) => {
      const all: MessageState[] = []
      let after: number | undefined = 0
      while (after !== undefined) {
        const page: BatchPage = await call<BatchPage>(
          'The batch',
          `/batches/${id}/messages?after=${after}&limit=1000`,
        )
        all.push(...page.messages)
        after = page.next
      }
      return all
    },
  }
}

interface Body {
  readonly type: string
  readonly content: string | Readable
}
