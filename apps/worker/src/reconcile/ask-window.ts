import { endUpstreamOutage, readUpstreamOutages, sliceMs } from '@disparo/core/internal/ledger'
import { redisNow } from '@disparo/core/internal/redis'
import { type ScanWindow, scanWindow } from '@disparo/hi-platform/report'
import { type PagesDeps, type PagesNotRead, type PagesRead, readPages } from './read-pages.js'
import {
  calibrate,
  measureSkew,
  type ReportCalibration,
  readCalibration,
  writeCalibration,
} from './report-calibration.js'
import { probeTimeoutMs, type ReportTolerance, toleranceOf } from './report-tolerance.js'
import type { SliceRange } from './widen-for-evidence.js'

/** So far a clock may be from what was learnt of it: the header's coarseness, and the time an answer takes. */
const clockDriftMs = 2_000

/** All pages of the report's window for some steps. Times in epoch ms, by Redis's clock. */
export interface AnsweredWindow {
  readonly range: SliceRange
  readonly window: ScanWindow
  readonly startedAt: number
  readonly tolerance: ReportTolerance
  /** What scans had learnt before this one, and how far upstream's clock was taken to be ahead. */
  readonly calibration: ReportCalibration
  readonly skewMs: number
  /** Whether it was that far ahead; else the window was not the one that was meant. */
  readonly clockHolds: boolean
  readonly read: PagesRead
}

/** Asks the report for all that was sent in the steps of `range`. Of an upstream whose clock nobody knows it only learns that. */
export async function askForWindow(
  deps: PagesDeps,
  range: SliceRange,
): Promise<AnsweredWindow | PagesNotRead> {
  const { redis, keys, account, log } = deps
  const startedAt = await redisNow(redis, keys)
  const learnt = await readCalibration(redis, keys)
  const { skewMs = 0 } = learnt
  const usual = toleranceOf(account, { skewMs: learnt.skewMs, now: startedAt })
  const silent = await readUpstreamOutages(redis, keys, range.first * sliceMs - usual.lateMs)
  const expected = toleranceOf(account, { skewMs: learnt.skewMs, silent, now: startedAt })
  const window = scanWindow(range, { sliceMs, now: startedAt, ...expected })
  const upstream = (date: Date) => new Date(date.getTime() + skewMs)

  const read = await readPages(deps, {
    startDate: upstream(window.startDate),
    endDate: upstream(window.endDate),
  })
  if (typeof read === 'string') return read
  await endUpstreamOutage(redis, keys, { askedAt: startedAt, patienceMs: probeTimeoutMs(account) })
  const clockHolds = Math.abs((measureSkew(read) ?? skewMs) - skewMs) <= clockDriftMs
  if (!clockHolds && learnt.skewMs === undefined) {
    // Never asked before, so the window was not the one that was meant.
    await writeCalibration(redis, keys, calibrate(learnt, { ...read, items: 0, messages: 0 }))
    log.info({ event: 'report:clock-measured', skewMs: measureSkew(read) })
    return 'stopped'
  }
  const known = learnt.skewMs ?? measureSkew(read)
  const tolerance = toleranceOf(account, { skewMs: known, silent, now: startedAt })
  return { range, window, startedAt, tolerance, calibration: learnt, skewMs, clockHolds, read }
}
