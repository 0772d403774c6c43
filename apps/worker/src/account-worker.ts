import { setMaxListeners } from 'node:events'
import { type Account, ledgerOptionsOf } from '@disparo/core/internal/account'
import { openCatalogueCache } from '@disparo/core/internal/catalogue'
import {
  ensureCopy,
  hoursTerms,
  openContacts,
  openQuietHours,
  type SuppressionList,
} from '@disparo/core/internal/contacts'
import { openPersons } from '@disparo/core/internal/persons'
import { closeLanes, failedRetention, openLanes, trimFailed } from '@disparo/core/internal/queue'
import {
  accountKeys,
  type Redis,
  redisNow,
  type WakeListener,
  type WakeTopic,
} from '@disparo/core/internal/redis'
import type { Seal } from '@disparo/core/internal/seal'
import type { Tracing } from '@disparo/service/tracing'
import type { Logger } from 'pino'
import { startBatchSweeper } from './batches/sweep-batches.js'
import { startCountKeeper } from './caps/keep-counts.js'
import { startHeartbeat } from './lanes/heartbeat.js'
import { type LaneWorkerOptions, startLaneWorker } from './lanes/lane-worker.js'
import { openLimitObserver } from './lanes/limit-observer.js'
import { startFailedJobCleaner } from './lanes/remove-failed.js'
import { loopSignal } from './lanes/run-loop.js'
import { openUrgentClock } from './lanes/urgent-clock.js'
import { startAsleepWaker } from './lanes/wake-asleep.js'
import { startParkedWaker } from './lanes/wake-parked.js'
import { startClockWatch } from './lanes/watch-clock.js'
import type { AccountMetrics } from './metrics/account-metrics.js'
import { startEventMatcher } from './reconcile/match-events.js'
import { parkMissingDataKey } from './sending/missing-data-key.js'
import { openRestTransport } from './sending/rest-transport.js'
import { startTemplateSync } from './templates/sync-templates.js'
import { openXmlTransport } from './xml/xml-transport.js'

interface AccountWorkerOptions extends LaneWorkerOptions {
  readonly account: Account
  readonly credentials: { readonly username: string; readonly password: string }
  /** For Hi Broker's list of templates, where it is not read with those. */
  readonly templatesToken?: string | undefined
  readonly redis: Redis
  readonly log: Logger
  /** Default: nothing is counted. */
  readonly metrics?: AccountMetrics | undefined
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
  /** Those who are not to be messaged by any account. Default: nobody is. */
  readonly listOfAll?: SuppressionList | undefined
  /** Says when there is something to do. Default: it looks by itself, more often. */
  readonly wakes?: WakeListener | undefined
  /** Statuses to learn are looked for so often, ms, while there are none. Default 4 s. */
  readonly lookMs?: number | undefined
  /** Default: nothing is traced. */
  readonly tracing?: Tracing | undefined
}

export interface AccountWorker {
  ready(): Promise<void>
  /** Takes no more jobs, waits for attempts under way for `deadlineMs`, and settles those left as unknown. */
  stop(deadlineMs: number): Promise<void>
}

/** Settling what a deadline cut off is a matter of one call to Redis; if that is down too, the fence takes over. */
const settleMs = 2_000

/** Works both lanes of one account and follows its statuses. Any number of these may run, in any number of processes. */
export function startAccountWorker(options: AccountWorkerOptions): AccountWorker {
  const { account, credentials, redis, concurrency, metrics, seal } = options
  const log = options.log.child({ account: account.name })
  const deadline = new AbortController()
  setMaxListeners(0, deadline.signal) // One a message under way.
  const lanes = openLanes(redis, account)
  const openTransport = account.transport === 'xml' ? openXmlTransport : openRestTransport
  const transport = openTransport({
    ...{ account, credentials, redis, lanes, log, metrics, seal, concurrency },
    ...{ lockMs: options.lockMs, lookMs: options.lookMs },
  })
  const kept = ledgerOptionsOf(account)
  const keys = accountKeys(account.name)
  const persons = openPersons({ redis, keys, seal, retentionMs: kept.retentionMs })
  const templates = openCatalogueCache({ redis, keys, enforce: undefined, ask: (operation) => operation() })
  const hours = openQuietHours(account)
  const contacts = openContacts({
    uncategorised: account.suppression.uncategorised,
    catalogue: async () => (await templates.current()).catalogue,
    listOfAll: options.listOfAll,
    copied: options.listOfAll && openCopy(options.listOfAll, account.name),
    hours: hours && hoursTerms(hours, Date.now),
  })
  const common = { redis, keys, lanes, account, log, metrics, seal, persons, contacts }
  const urgentClock = openUrgentClock(common)
  const deps = {
    ...common,
    urgentClock,
    observeLimit: openLimitObserver(common),
    tracing: options.tracing,
    deadline: deadline.signal,
  }
  const workers = (['urgent', 'bulk'] as const).map((lane) =>
    startLaneWorker(
      { ...deps, lane },
      (laneDeps) => parkMissingDataKey(laneDeps, transport.sender(laneDeps)),
      options,
    ),
  )
  const statuses = transport.follow()
  const signalOf = (topic: WakeTopic) => loopSignal(options.wakes, deps.keys, topic)
  const sweeper = startBatchSweeper({ ...deps, signal: signalOf('batches') })
  const waker = startParkedWaker({ ...deps, signal: signalOf('parked') })
  const asleepWaker = startAsleepWaker(deps)
  const templateSync = startTemplateSync({
    ...{ ...deps, credentials, token: options.templatesToken },
    signal: signalOf('templates'),
  })
  const presence = startHeartbeat(deps)
  const counts = startCountKeeper(deps)
  const ledgerOptions = { ...kept, seal, persons, onStatus: metrics?.status }
  const events = ledgerOptions.findable
    ? startEventMatcher({ redis, keys: deps.keys, ledgerOptions, account }, log, signalOf('webhook'))
    : undefined
  const clock = startClockWatch({
    clock: () => redisNow(redis, deps.keys),
    ...{ lanes, log, isIdle: () => workers.every((worker) => worker.isIdle()) },
  })
  const failedKept = failedRetention(account)
  const failed = startFailedJobCleaner(
    Object.values(lanes).map((lane) => ({
      name: lane.name,
      remove: () => trimFailed(redis, deps.keys, lane, { kept: failedKept, now: Date.now() }),
    })),
    log,
  )

  return {
    ready: async () => {
      await Promise.all(workers.map((worker) => worker.ready()))
    },
    stop: async (deadlineMs) => {
      failed.stop()
      const stopped = Promise.all([
        ...workers.map((worker) => worker.stop()),
        statuses.stop(),
        sweeper.stop(),
        waker.stop(),
        asleepWaker.stop(),
        templateSync.stop(),
        presence.stop(),
        counts.stop(),
        urgentClock.stop(),
        events?.stop(),
        clock.stop(),
      ])
      const abort = setTimeout(() => deadline.abort(), deadlineMs)
      const giveUp = new Promise<void>((resolve) => setTimeout(resolve, deadlineMs + settleMs).unref())
      await Promise.race([stopped, giveUp])
      clearTimeout(abort)
      await Promise.race([Promise.all([closeLanes(lanes), transport.close()]), giveUp])
    },
  }
}

/** Waits, before the first message begins, until the account has its copy of the list of all accounts. Asked again where that fails. */
function openCopy(list: SuppressionList, account: string): () => Promise<void> {
  let copy: Promise<void> | undefined
  return async () => {
    copy ??= ensureCopy(list, account)
    await copy.catch((error: unknown) => {
      copy = undefined
      throw error
    })
  }
}
