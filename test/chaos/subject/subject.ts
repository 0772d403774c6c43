import type { CallbackReceiver } from '../callback-receiver.js'
import type { ChaosSetup } from '../setup.js'

/**
 * What became of a message, by what its sender believes. `sent`: it went out. `ended`: it never will. `resting`: it is in
 * doubt, and rightly so.
 */
export interface Belief {
  readonly to: string
  readonly state: 'sent' | 'open' | 'ended' | 'resting'
}

/** Somebody who sends messages: Disparo, or a plain BullMQ worker. */
export interface Subject {
  /** @param env - variables beside those that it needs */
  startWorker(env?: Readonly<Record<string, string>>): Promise<Worker>
  enqueue(count: number): Promise<void>
  /** Sends a message more that is none of those enqueued, where what is in doubt needs later ones. */
  sendSibling(): Promise<void>
  /** Every message enqueued so far. Fails while Redis is down. */
  beliefs(): Promise<Belief[]>
  close(): Promise<void>
}

interface Worker {
  readonly pid: number
  readonly exited: Promise<unknown>
  /** By SIGTERM, after what is under way. */
  stop(): Promise<unknown>
  kill(): Promise<unknown>
}

export interface SubjectInput {
  readonly ground: ChaosSetup
  /** Names its account or queue, and its template. */
  readonly name: string
  readonly lane?: 'urgent' | undefined
  /** Redis as it is, and as the worker sees it through the relay. */
  readonly redisUrl: string
  readonly workerRedisUrl: string
  /** Upstream through the relay. */
  readonly workerHiUrl: string
  /** Where changes are told, through the relay, and what was told there. */
  readonly callback?: { readonly workerUrl: string } & Pick<CallbackReceiver, 'idsOf'>
}

/** After so long a worker's messages are given to another: 30 s in earnest. */
export const LOCK_MS = 1_000
export const REQUEST_TIMEOUT_MS = 1_000
export const CONCURRENCY = 5

export function newMessages({ ground, name }: SubjectInput, count: number) {
  return Array.from({ length: count }, () => ({
    to: ground.nextRecipient(),
    namespace: 'chaos',
    elementName: name,
  }))
}
