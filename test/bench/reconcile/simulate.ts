import { sliceAt } from '@disparo/core/internal/ledger'
import {
  endOf,
  marksAfter,
  type Plan,
  type PlannerInput,
  type SliceProgress,
  scanWindow,
} from '@disparo/hi-platform/report'
import { followEvents, type LagSummary } from './followed-events.js'
import { openQuotaLog, REPORT_LIMIT } from './quota-log.js'
import type { Traffic } from './traffic.js'

type Planner = (input: PlannerInput) => Plan

interface SimulationSettings {
  /** From asking for a page to having applied it. */
  readonly pageTakesMs: number
  readonly pageSize: number
  readonly maxAgeMs: number
  readonly earlyMs: number
  readonly lateMs: number
}

export interface Simulated {
  /** Of all requests the limit allowed, from first to last. */
  readonly quotaUsedShare: number
  readonly mostInWindow: number
  readonly received: LagSummary
  readonly read: LagSummary
  /** What each of the last plans of a scan took, when all slices were there. */
  readonly planMs: readonly number[]
}

interface Slice {
  readonly n: number
  readonly length: number
  total: number
  open: number
  scannedAt?: number | undefined
  progress?: SliceProgress | undefined
}

/** Lets a planner follow the traffic through the report, within its quota, and measures how late it learns of events. */
export function simulate(
  traffic: Traffic,
  planner: Planner,
  settings: SimulationSettings,
  isMerging = false,
): Simulated {
  const { sliceMs, endsAt } = traffic
  const perMs = traffic.perMinute / 60_000
  const quota = openQuotaLog()
  let slices: Slice[] = []
  const received = followEvents(traffic.received)
  const read = followEvents(traffic.read)
  const planMs: number[] = []
  let now = 1
  while (now < endsAt) {
    growSlices(slices, now, { sliceMs, perMs })
    if (isMerging) slices = merged(slices, now)
    const begun = performance.now()
    const plan = planner({ slices, sliceMs, now, quota: quota.at(now), itemsPerMessage: 1, ...settings })
    const took = performance.now() - begun
    if (plan.kind !== 'scan') {
      now += plan.kind === 'wait' ? plan.ms : 1_000
      continue
    }
    if (now > endsAt * 0.98) planMs.push(took)
    const startedAt = now
    const { startDate, endDate } = scanWindow(plan, { ...settings, sliceMs, now })
    const items = (endDate.getTime() - Math.max(0, startDate.getTime())) * perMs
    for (let page = 0; page === 0 || page * settings.pageSize < items; page++) {
      now += quota.at(now).nextInMs
      quota.take(now)
      now += settings.pageTakesMs
    }
    for (const slice of slices) {
      if (slice.n > plan.last || endOf(slice) <= plan.first) continue
      const last = Math.min(endOf(slice) - 1, plan.last)
      for (let n = Math.max(slice.n, plan.first); n <= last; n++) {
        received.learn(n, startedAt, now)
        slice.open -= read.learn(n, startedAt, now)
      }
      const marks = marksAfter(slice, { ...plan, startedAt })
      if (marks) Object.assign(slice, { progress: undefined, ...marks })
    }
  }
  return {
    quotaUsedShare: quota.taken() / ((endsAt / REPORT_LIMIT.windowMs) * REPORT_LIMIT.max),
    mostInWindow: quota.mostInWindow(),
    received: received.summary(endsAt),
    read: read.summary(endsAt),
    planMs,
  }
}

function growSlices(
  slices: Slice[],
  now: number,
  { sliceMs, perMs }: { readonly sliceMs: number; readonly perMs: number },
): void {
  for (let n = slices.at(-1)?.n ?? 0; n * sliceMs < now; n++) {
    if (slices.at(-1)?.n !== n) slices.push({ n, length: 1, total: 0, open: 0 })
    const slice = slices.at(-1) as Slice
    const total = Math.round(Math.min(sliceMs, now - n * sliceMs) * perMs)
    slice.open += total - slice.total
    slice.total = total
  }
}

/** As the ledger merges them when they have come to their age. */
function merged(slices: Slice[], now: number): Slice[] {
  const groups: Slice[] = []
  for (const slice of slices) {
    const to = sliceAt(slice.n, now)
    const last = groups.at(-1)
    if (to.length === slice.length) groups.push(slice)
    else if (last?.n === to.n && last.length === to.length) add(last, slice)
    else groups.push({ ...slice, ...to, progress: undefined })
  }
  return groups
}

function add(target: Slice, { total, open, scannedAt }: Slice): void {
  target.total += total
  target.open += open
  const hasGap = target.scannedAt === undefined || scannedAt === undefined
  target.scannedAt = hasGap
    ? undefined
    : ((target.scannedAt as number) * (target.total - total) + (scannedAt as number) * total) / target.total
}
