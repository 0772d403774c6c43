import { type Plan, type PlannerInput, scanWindow } from '@disparo/core/reconcile'
import { createLags, type LagSummary } from './lags.js'
import { openQuotaLog, REPORT_LIMIT } from './quota-log.js'
import type { Events, Traffic } from './traffic.js'

export type Planner = (input: PlannerInput) => Plan

export interface SimulationSettings {
  /** From asking for a page to having applied it. */
  readonly pageTakesMs: number
  readonly pageSize: number
  readonly maxAgeMs: number
  readonly earlyMs: number
  readonly lateMs: number
}

export interface SimulationResult {
  readonly quotaUsedShare: number
  readonly mostInWindow: number
  readonly received: LagSummary
  readonly read: LagSummary
  readonly planMs: number
  readonly slowestPlanMs: number
}

interface Slice {
  n: number
  total: number
  open: number
  scannedAt?: number
}

/** Lets a planner look at the traffic through the report, within its quota, and measures how late it learns of events. */
export function simulate(traffic: Traffic, planner: Planner, settings: SimulationSettings): SimulationResult {
  const { sliceMs, perMinute, endsAt } = traffic
  const perMs = perMinute / 60_000
  const quota = openQuotaLog()
  const slices: Slice[] = []
  const received = follow(traffic.received)
  const read = follow(traffic.read)
  let planMs = 0
  let slowestPlanMs = 0
  let now = 1
  while (now < endsAt) {
    grow(slices, now, sliceMs, perMs)
    const begun = performance.now()
    const plan = planner({ slices, sliceMs, now, quota: quota.at(now), itemsPerMessage: 1, ...settings })
    const took = performance.now() - begun
    planMs += took
    slowestPlanMs = Math.max(slowestPlanMs, took)
    if (plan.kind !== 'scan') {
      now += plan.kind === 'wait' ? Math.max(1, plan.ms) : 1_000
      continue
    }
    const startedAt = now
    const window = scanWindow(plan, { ...settings, sliceMs, now })
    const items = (window.endDate.getTime() - Math.max(0, window.startDate.getTime())) * perMs
    const pages = Math.max(1, Math.ceil(items / settings.pageSize))
    for (let page = 1; page <= pages; page++) {
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
    quotaUsedShare: quota.taken / ((endsAt / REPORT_LIMIT.windowMs) * REPORT_LIMIT.max),
    mostInWindow: quota.mostInWindow(),
    received: received.summary(endsAt),
    read: read.summary(endsAt),
    planMs,
    slowestPlanMs,
  }
}

function grow(slices: Slice[], now: number, sliceMs: number, perMs: number): void {
  for (let n = Math.max(0, slices.length - 1); n * sliceMs < now; n++) {
    const slice = slices[n] ?? { n, total: 0, open: 0 }
    slices[n] = slice
    const total = Math.round(Math.min(sliceMs, now - n * sliceMs) * perMs)
    slice.open += total - slice.total
    slice.total = total
  }
}

function follow({ first, at }: Events) {
  const next = first.slice()
  const lags = createLags(at.length)
  return {
    /** What had happened when the scan began is known when it ends. Answers how many events are new. */
    learn(slice: number, seenAt: number, knownAt: number): number {
      const from = next[slice] as number
      const end = first[slice + 1] as number
      let index = from
      for (; index < end && (at[index] as number) <= seenAt; index++)
        lags.add(knownAt - (at[index] as number))
      next[slice] = index
      return index - from
    },
    /** What nobody looked at until the end counts as learnt at the end. */
    summary(endsAt: number): LagSummary {
      for (let slice = 0; slice + 1 < first.length; slice++) this.learn(slice, endsAt, endsAt)
      return lags.summary()
    },
  }
}
