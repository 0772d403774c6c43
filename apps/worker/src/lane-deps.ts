import type { Account } from '@disparo/core/account'
import type { Lane } from '@disparo/core/message'
import type { Lanes } from '@disparo/core/queue'
import type { AccountKeys } from '@disparo/core/redis'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { LaneAlarm } from './lane-alarm.js'
import type { AccountMetrics } from './metrics/account-metrics.js'

/** What working one lane of an account needs, whatever its messages go through. */
export interface LaneDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly lanes: Lanes
  readonly lane: Lane
  readonly account: Account
  readonly log: Logger
  readonly alarm: Pick<LaneAlarm, 'set'>
  readonly metrics?: AccountMetrics | undefined
  /** Aborts attempts that are still under way when a stop's deadline is over. */
  readonly deadline: AbortSignal
}
