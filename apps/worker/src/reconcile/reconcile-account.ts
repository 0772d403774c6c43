import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { type Account, ledgerOptionsOf } from '@disparo/core/internal/account'
import { readQuota } from '@disparo/core/internal/gate'
import {
  detectClockRollback,
  dropSlices,
  endLowCoverage,
  mergeSlices,
  readUpstreamOutages,
  reportQuota,
  rollUpForeignItems,
  sliceMs,
} from '@disparo/core/internal/ledger'
import { type Lanes, promoteReleased } from '@disparo/core/internal/queue'
import { accountKeys, type Redis, redisNow } from '@disparo/core/internal/redis'
import type { Seal } from '@disparo/core/internal/seal'
import { paceMs, planScan } from '@disparo/hi-platform/report'
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
import { openScannerLease } from './scanner-lease.js'
import { widenForEvidence } from './widen-for-evidence.js'

interface ReconcileOptions {
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
  /** What there is to look at is looked for so often, ms, while nothing is. Default 4 s. */
  readonly lookMs?: number | undefined
}

/** A scanner that died is succeeded after this. Renewed before every page and every write. */
const defaultLeaseMs = 30_000
/** Between looks where a message just accepted may be due at the next. */
const defaultLookMs = 4_000
const pageSize = 1_000

/**
 * Follows the statuses of an account's messages by its report. Every worker runs this; one at a time holds the lease and
 * scans, and the others wait for it to die.
 */
export function startReconciliation(options: ReconcileOptions): { stop(): Promise<void> } {
  const { account, redis, lanes, hi, log, metrics, seal, lookMs = defaultLookMs } = options
  const { maxAgeHours, limit } = account.reconcile
  const maxAgeMs = maxAgeHours * 3_600_000
  const keys = accountKeys(account.name)
  const leaseMs = Math.max(options.leaseMs ?? defaultLeaseMs, 2 * account.requestTimeoutMs)
  /** The lease is renewed in time, whatever there is to wait for. */
  const longestRestMs = Math.min(10_000, leaseMs / 3)
  const lease = openScannerLease({ redis, keys, holder: randomUUID(), leaseMs, by: 'slices' })
  const stopping = new AbortController()
  const { signal } = stopping
  const sleep = (ms: number) => delay(ms, undefined, { signal }).catch(() => {})
  const keepLease = async () => {
    const isOurs = await lease.keep()
    // A scan can take long: the clock is watched meanwhile, too.
    if (isOurs) await detectClockRollback(redis, keys, { now: await redisNow(redis, keys), maxAgeMs })
    return isOurs
  }
  const quota = reportQuota(keys, limit)
  const ledgerOptions = { ...ledgerOptionsOf(account), onStatus: metrics?.status, seal }
  const windows = openRefusedWindows()
  const keyless = openDataKeyLease({ log, release: lease.release })
  const scanDeps = {
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
    withRefused: windows.seen,
    onUnread: keyless.reportMissing,
  }
  let clockSaidAt = 0
  let isIdle = false

  /**
   * One look: wakes what was released, and plans where the quota has a page to give. Answers how long to sleep. While nothing
   * is followed it is one call.
   */
  const look = async (): Promise<number> => {
    const seen = keyless.isYielded() ? undefined : await lease.look()
    if (seen === undefined) return lookMs
    const { now } = seen
    const saidAt = clockSaidAt
    clockSaidAt = now
    if (now < saidAt) await detectClockRollback(redis, keys, { now, saidAt, maxAgeMs })
    if (seen.hasReleased) {
      const orphans = await promoteReleased({ redis, keys, lanes, ledgerOptions })
      if (orphans.length > 0) log.error({ event: 'message:orphaned', ids: orphans })
    }
    if (!seen.isFollowing) return rest()
    const state = { ...(await readQuota(redis, quota)), max: quota.max, windowMs: quota.windowMs }
    const quietMs = paceMs(state, state.lastAt, now)
    if (quietMs > 0) return Math.min(quietMs, longestRestMs)
    return planAndScan(now, state)
  }

  const planAndScan = async (
    now: number,
    state: Awaited<ReturnType<typeof readQuota>> & { max: number; windowMs: number },
  ): Promise<number> => {
    const slices = await mergeSlices(redis, keys, { now, maxAgeMs })
    const learnt = await readCalibration(redis, keys)
    await detectClockRollback(redis, keys, { now, slices, maxAgeMs })
    const silent = await readUpstreamOutages(redis, keys, now - maxAgeMs)
    const tolerance = toleranceOf(account, { skewMs: learnt.skewMs, silent, now })
    const over = new Set(expiredSlices(slices, { sliceMs, now, maxAgeMs, ...tolerance }))
    if (over.size > 0) {
      const unended = [...over].filter(({ open }) => open > 0).flatMap(({ steps }) => steps)
      await closeSlices({ redis, keys, seal }, unended)
      await rollUpForeignItems(
        redis,
        keys,
        [...over].flatMap(({ steps }) => steps),
      )
      await dropSlices(redis, keys, [...over])
    }
    const plan = planScan({
      ...{ sliceMs, now, maxAgeMs, pageSize, ...tolerance },
      slices: windows.seen(slices.filter((slice) => !over.has(slice))),
      quota: state,
      itemsPerMessage: learnt.itemsPerMessage,
    })
    if (plan.kind === 'idle') return rest()
    isIdle = false
    if (plan.kind === 'wait') return Math.min(plan.ms, lookMs)
    const wide = await widenForEvidence({ redis, keys, account, seal }, plan, { slices, now, tolerance })
    const asked = windows.fits(wide) ? wide : windows.narrowed(plan)
    const end = await scanReport(scanDeps, asked)
    await keyless.yieldIfMissing()
    if (end === 'done') windows.done(asked)
    if (end === 'refused') windows.refused(asked, now)
    return end === 'done' ? 0 : 1_000
  }

  /** Nobody is left to be shown. */
  const rest = async (): Promise<number> => {
    if (!isIdle && (await endLowCoverage(redis, keys))) log.info({ event: 'report:matched', shown: 0, of: 0 })
    isIdle = true
    return lookMs
  }

  const running = (async () => {
    while (!signal.aborted) {
      const ms = await look().catch((error: unknown) => {
        log.error({ event: 'report:failed', error: error instanceof Error ? error.name : 'unknown' })
        return lookMs
      })
      await sleep(ms)
    }
  })()

  return {
    stop: async () => {
      stopping.abort()
      await running
      await lease.release().catch(() => {})
    },
  }
}
