import type { Account } from '@disparo/core/internal/account'
import type { Contacts } from '@disparo/core/internal/contacts'
import type { Lane } from '@disparo/core/internal/message'
import type { Persons } from '@disparo/core/internal/persons'
import type { Lanes } from '@disparo/core/internal/queue'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'
import type { Seal } from '@disparo/core/internal/seal'
import type { Tracing } from '@disparo/service/tracing'
import type { Job } from 'bullmq'
import type { Logger } from 'pino'
import type { AccountMetrics } from '../metrics/account-metrics.js'
import type { FaultJudge } from './fault-judge.js'
import type { LaneAlarm } from './lane-alarm.js'
import type { LaneLedger } from './lane-ledger.js'
import type { LimitObserver } from './limit-observer.js'
import type { UrgentClock } from './urgent-clock.js'

/** What working one lane of an account needs, whatever its messages go through. */
export interface LaneDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly lanes: Lanes
  readonly lane: Lane
  readonly account: Account
  readonly log: Logger
  readonly alarm: Pick<LaneAlarm, 'set'>
  /** Begins and settles attempts. */
  readonly ledger: LaneLedger
  /** Hears what answers say of the limit. Default: nobody listens. */
  readonly observeLimit?: LimitObserver | undefined
  /** Gives the start of a job that sends nothing back to the pace of the lane, once a start. */
  readonly refundStart: (job: Job) => Promise<void>
  /** Hears of every step that went well, and judges the others. */
  readonly faults: FaultJudge
  readonly metrics?: AccountMetrics | undefined
  /** Hears of urgent messages that were accepted. Default: nobody does. */
  readonly urgentClock?: UrgentClock | undefined
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
  /** How messages are found by their persons. Default: they are not. */
  readonly persons?: Persons | undefined
  /** Says whom messages are for. Default: everybody may be messaged at any time. */
  readonly contacts?: Contacts | undefined
  /** Default: nothing is traced. */
  readonly tracing?: Tracing | undefined
  /** Aborts attempts that are still under way when a stop's deadline is over. */
  readonly deadline: AbortSignal
}
