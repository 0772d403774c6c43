import fc from 'fast-check'
import { type Plan, type PlannerInput, planScan } from './plan-scan.js'
import type { SliceState } from './slice.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
export const sliceMs = 30_000
/** Slice 1,000,000 begins here. */
export const START = 1_000_000 * sliceMs

export function inputAt(now: number, change: Partial<PlannerInput> = {}): PlannerInput {
  return {
    slices: [],
    sliceMs,
    now,
    quota: { left: 60, max: 60, windowMs: 10 * MINUTE, nextInMs: 0 },
    maxAgeMs: 72 * HOUR,
    pageSize: 1_000,
    itemsPerMessage: 1,
    ...change,
  }
}

/** Any state: up to 60 slices of the last 80 h, some closed, some past their time, some never looked at. */
export const planned: fc.Arbitrary<PlannerInput> = fc
  .record({
    now: fc.integer({ min: START + 80 * HOUR, max: START + 80 * HOUR + sliceMs }),
    slices: fc.uniqueArray(
      fc.record({
        back: fc.integer({ min: 0, max: 9_600 }),
        total: fc.integer({ min: 1, max: 3_000 }),
        openShare: fc.constantFrom(0, 0.001, 0.4, 1),
        looked: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      }),
      { maxLength: 60, selector: ({ back }) => back },
    ),
    left: fc.integer({ min: 0, max: 60 }),
    lastAgoMs: fc.option(fc.nat(60_000), { nil: undefined }),
    itemsPerMessage: fc.constantFrom(1, 1.5, 4),
    edges: fc.constantFrom({}, { earlyMs: 2_000, lateMs: 10_000 }),
  })
  .map(({ now, slices, left, lastAgoMs, itemsPerMessage, edges }) => {
    const current = Math.floor(now / sliceMs)
    return inputAt(now, {
      ...edges,
      itemsPerMessage,
      slices: slices.map(({ back, total, openShare, looked }): SliceState => {
        const n = current - back
        return {
          n,
          total,
          open: Math.ceil(total * openShare),
          ...(looked !== undefined && { scannedAt: n * sliceMs + looked * (now - n * sliceMs) }),
        }
      }),
      quota: {
        left,
        max: 60,
        windowMs: 10 * MINUTE,
        nextInMs: left > 0 ? 0 : 7_000,
        ...(lastAgoMs !== undefined && { lastAt: now - lastAgoMs }),
      },
    })
  })

type Slice = { -readonly [Key in keyof SliceState]: SliceState[Key] }

interface Look {
  readonly at: number
  readonly first: number
  readonly last: number
}

/**
 * Does what the planner says until `until`, with one request a scan; new slices come with `arrive`, and nothing is ever
 * resolved. Answers every scan.
 */
export function runPlanner(
  slices: readonly SliceState[],
  {
    from,
    until,
    arrive,
    change,
  }: {
    readonly from: number
    readonly until: number
    readonly arrive?: (n: number) => SliceState
    readonly change?: Partial<PlannerInput>
  },
): Look[] {
  const known: Slice[] = [...slices]
  const looks: Look[] = []
  const windowMs = 10 * MINUTE
  let now = from
  while (now < until) {
    const n = Math.floor(now / sliceMs)
    if (arrive && (known.at(-1)?.n ?? 0) < n) known.push(arrive(n))
    const recent = looks.filter(({ at }) => at > now - windowMs)
    const left = 60 - recent.length
    const nextInMs = left > 0 ? 0 : (recent[0]?.at ?? now) + windowMs - now
    const lastAt = looks.at(-1)?.at
    const plan: Plan = planScan(
      inputAt(now, { ...change, slices: known, quota: { left, max: 60, windowMs, nextInMs, lastAt } }),
    )
    if (plan.kind === 'scan') {
      looks.push({ at: now, first: plan.first, last: plan.last })
      for (const slice of known) {
        if (slice.n >= plan.first && slice.n <= plan.last) slice.scannedAt = now
      }
    }
    // New slices are seen when they come, whatever the planner waits for.
    now += plan.kind === 'wait' ? Math.min(plan.ms, sliceMs) : plan.kind === 'idle' ? sliceMs : 300
  }
  return looks
}
