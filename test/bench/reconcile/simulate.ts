import { type Plan, type PlannerInput, scanWindow } from '@disparo/hi-platform/report'
import { followEvents, type LagSummary } from './followed-events.js'
import { openQuotaLog, REPORT_LIMIT } from './quota-log.js'
import type { Traffic } from './traffic.js'

export type Planner = (input: PlannerInput) => Plan

export interface SimulationSettings {
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
  total: number
  open: number
  scannedAt?: number
}

/** Lets a planner follow the traffic through the report, within its quota, and measures how late it learns of events. */
export function simulate(traffic: Traffic, planner: Planner, settings: SimulationSettings): Simulated {
  const { sliceMs, endsAt } = traffic
  const perMs = traffic.perMinute / 60_000
  const quota = openQuotaLog()
  const slices: Slice[] = []
  const received = followEvents(traffic.received)
  const read = followEvents(traffic.read)
  const planMs: number[] = []
  let now = 1
  while (now < endsAt) {
    growSlices(slices, now, { sliceMs, perMs })
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
    for (let n = plan.first; n <= plan.last; n++) {
      const slice = slices[n]
      if (slice === undefined) throw new RangeError('The planner asked for a slice that is not there')
      received.learn(n, startedAt, now)
      slice.open -= read.learn(n, startedAt, now)
      slice.scannedAt = startedAt
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
  for (let n = Math.max(0, slices.length - 1); n * sliceMs < now; n++) {
    const slice = slices[n] ?? { n, total: 0, open: 0 }
    slices[n] = slice
    const total = Math.round(Math.min(sliceMs, now - n * sliceMs) * perMs)
    slice.open += total - slice.total
    slice.total = total
  }
}
