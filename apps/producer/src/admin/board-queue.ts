import type { Account, ledgerOptionsOf } from '@disparo/core/internal/account'
import type { NewAct } from '@disparo/core/internal/audit'
import type { Obstacle } from '@disparo/core/internal/queue'
import type { Redis } from '@disparo/core/internal/redis'
import type { Queue } from 'bullmq'

/** What the board has to know of an account: which queues it has, and how its books are kept. */
export type BoardAccount = Pick<Account, 'name' | 'maxAttempts'> & Parameters<typeof ledgerOptionsOf>[0]

/** How failed messages of a lane are sent again: `retryFailed`. */
export type RetryInLane = (ids: readonly string[]) => Promise<readonly (Obstacle | undefined)[]>

/** A queue on the board, and whose it is. */
export interface BoardQueue {
  readonly account: string
  readonly queue: Queue
  /** What waits in it, in a few words. */
  readonly description: string
  /** Notes with the account what somebody did in the board. */
  readonly note: (act: NewAct) => Promise<void>
  /** How the messages of a lane are sent again; callbacks are simply told once more. */
  readonly retry?: RetryInLane
  /** How the failed jobs of a lane are cleaned that failed longer than `ms` ago. Default: as BullMQ does. */
  readonly cleanFailed?: (ms: number) => Promise<unknown>
}

/** What the board shows: every BullMQ queue there is. Reconciling has none, it plans for itself. */
export interface Board {
  readonly redis: Redis
  /** Those of now. */
  readonly queues: readonly BoardQueue[]
  /** These are the accounts from now on. Answers what closes the queues of others, once nobody works with them any more. */
  serve(accounts: readonly BoardAccount[]): () => void
  close(): void
}
