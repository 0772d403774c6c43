import type { Account, Credentials } from '@disparo/core/internal/account'
import type { Lanes } from '@disparo/core/internal/queue'
import type { Redis } from '@disparo/core/internal/redis'
import type { Seal } from '@disparo/core/internal/seal'
import type { Logger } from 'pino'
import type { LaneDeps } from '../lanes/lane-deps.js'
import type { Sender } from '../lanes/sender.js'
import type { AccountMetrics } from '../metrics/account-metrics.js'

/** The way to Hi Platform: how an account's messages are sent, and how their statuses are learnt. */
export interface Transport {
  sender(deps: LaneDeps): Sender
  /** Follows statuses until stopped. */
  follow(): { stop(): Promise<void> }
  close(): Promise<void>
}

export interface TransportOptions {
  readonly account: Account
  readonly credentials: Credentials
  readonly redis: Redis
  readonly lanes: Lanes
  readonly log: Logger
  readonly metrics?: AccountMetrics | undefined
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
  /** Messages under way at a time, for each lane. */
  readonly concurrency: number
  /** After so long without a sign of life, what this worker holds is another's. */
  readonly lockMs?: number | undefined
  /** Statuses to learn are looked for so often, ms, while there are none. Default 4 s. */
  readonly lookMs?: number | undefined
}
