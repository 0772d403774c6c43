import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { type Account, ledgerOptionsOf } from '@disparo/core/internal/account'
import { readQuota } from '@disparo/core/internal/gate'
import {
  detectClockRollback,
  dropSlices,
  endLowCoverage,
  readSlices,
  readUpstreamOutages,
  reportQuota,
  rollUpForeignItems,
  sliceMs,
} from '@disparo/core/internal/ledger'
import { type Lanes, promoteReleased } from '@disparo/core/internal/queue'
import { accountKeys, acquireLease, type Redis, redisNow, releaseLease } from '@disparo/core/internal/redis'
import type { Seal } from '@disparo/core/internal/seal'
import { planScan } from '@disparo/hi-platform/report'
import type { HiClient } from '@disparo/hi-platform/rest'
import type { Logger } from 'pino'
import type { AccountMetrics } from '../metrics/account-metrics.js'
import { closeSlices } from './close-slices.js'
import { openDataKeyLease } from './data-key-lease.js'
import { expiredSlices } from './expired-slices.js'
import { openRefusedWindows } from './refused-windows.js'
import { readCalibration } from './report-calibration.js'
import { toleranceOf } from './report-tolerance.js'
import { scanReport } from './scan-report.js'
import { widenForEvidence } from './widen-for-evidence.js'

export interface ReconcileOptions {
  readonly account: Account
  readonly redis: Redis
  readonly lanes: Lanes
  readonly hi: Pick<HiClient, 'fetchReport'>
  readonly log: Logger
  /** Default: nothing is counted. */
  readonly metrics?: AccountMetrics | undefined
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
  /** After so long without a sign of life another worker scans. Default 30 s; never shorter than two requests take. */
  readonly leaseMs?: number | undefined
}

/** A scanner that died is succeeded after this. Renewed before every page and every write. */
const defaultLeaseMs = 30_000
/** Between looks at the plan: a message just accepted is seen at the next. */
const longestSleepMs = 2_000
const pageSize = 1_000

/**
 * Follows the statuses of an account's messages by its report. Every worker runs this; one at a time holds the lease and
 * scans, and the others wait for it to die.
 */
export function startReconciliation(options: ReconcileOptions): { stop(): Promise<void> } {
  const { account, redis, lanes, hi, log, metrics, seal } = options
  const { maxAgeHours, limit } = account.reconcile
  const maxAgeMs = maxAgeHours * 3_600_000
  const keys = accountKeys(account.name)
  const leaseMs = Math.max(options.leaseMs ?? defaultLeaseMs, 2 * account.requestTimeoutMs)
  const holder = randomUUID()
  const stopping = new AbortController()
  const { signal } = stopping
  const sleep = (ms: number) => delay(ms, undefined, { signal }).catch(() => {})
  const keepLease = async () => {
    const isOurs = await acquireLease(redis, keys.reportLease, holder, leaseMs)
    // A scan can take long: the clock is watched meanwhile, too.
    if (isOurs) await detectClockRollback(redis, keys, { now: await redisNow(redis, keys), maxAgeMs })
    return isOurs
  }
  const quota = reportQuota(keys, limit)
  const ledgerOptions = { ...ledgerOptionsOf(account), onStatus: metrics?.status, seal }
  const windows = openRefusedWindows()
  const keyless = openDataKeyLease({ log, release: () => releaseLease(redis, keys.reportLease, holder) })

  /** One look: wakes what was released, and scans if there is something worth a page. Answers how long to sleep. */
  const look = async (): Promise<number> => {
    if (keyless.isYielded() || !(await keepLease())) return longestSleepMs
    const orphans = await promoteReleased({ redis, keys, lanes, ledgerOptions })
    if (orphans.length > 0) log.error({ event: 'message:orphaned', ids: orphans })
    const now = await redisNow(redis, keys)
    const [slices, state, learnt] = await Promise.all([
      readSlices(redis, keys),
      readQuota(redis, quota),
      readCalibration(redis, keys),
    ])
    await detectClockRollback(redis, keys, { now, slices, maxAgeMs })
    const silent = await readUpstreamOutages(redis, keys, now - maxAgeMs)
    const tolerance = toleranceOf(account, { skewMs: learnt.skewMs, silent, now })
    const over = expiredSlices(slices, { sliceMs, now, maxAgeMs, ...tolerance })
    const unended = slices.filter(({ n, open }) => open > 0 && over.has(n)).map(({ n }) => n)
    await closeSlices({ redis, keys, seal }, unended)
    await rollUpForeignItems(redis, keys, [...over])
    await dropSlices(redis, keys, [...over])
    const plan = planScan({
      slices: windows.seen(slices.filter(({ n }) => !over.has(n))),
      sliceMs,
      now,
      quota: { ...state, max: quota.max, windowMs: quota.windowMs },
      maxAgeMs,
      pageSize,
      itemsPerMessage: learnt.itemsPerMessage,
      ...tolerance,
    })
    if (plan.kind === 'idle') {
      // Nobody is left to be shown.
      if (await endLowCoverage(redis, keys)) log.info({ event: 'report:matched', shown: 0, of: 0 })
      return longestSleepMs
    }
    if (plan.kind === 'wait') return plan.ms
    const wide = await widenForEvidence({ redis, keys, account, seal }, plan, { slices, now, tolerance })
    const asked = windows.fits(wide) ? wide : windows.narrowed(plan)
    const end = await scanReport(
      {
        ...{
          redis,
          keys,
          lanes,
          account,
          ledgerOptions,
          quota,
          hi,
          log,
          metrics,
          seal,
          signal,
          keepLease,
          sleep,
        },
        onUnread: keyless.reportMissing,
      },
      asked,
    )
    await keyless.yieldIfMissing()
    if (end === 'done') windows.done(asked)
    if (end === 'refused') windows.refused(asked, now)
    return end === 'done' ? 0 : 1_000
  }

  const running = (async () => {
    while (!signal.aborted) {
      const ms = await look().catch((error: unknown) => {
        log.error({ event: 'report:failed', error: error instanceof Error ? error.name : 'unknown' })
        return longestSleepMs
      })
      await sleep(Math.min(ms, longestSleepMs))
    }
  })()

  return {
    stop: async () => {
      stopping.abort()
      await running
      await releaseLease(redis, keys.reportLease, holder).catch(() => {})
    },
  }
}
