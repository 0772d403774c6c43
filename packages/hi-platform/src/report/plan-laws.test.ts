import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type PlannerInput, planScan } from './plan-scan.js'
import { planned } from './planner.test.support.js'
import { dueAt } from './scan-due.js'
import { isFinished, type SliceState } from './slice.js'
import { partsOf } from './slice-progress.js'

const firstDueAt = (slice: SliceState, input: PlannerInput) =>
  Math.min(
    ...partsOf(slice)
      .filter(({ isBehind }) => !isBehind)
      .map((part) => dueAt(part, input) ?? Number.POSITIVE_INFINITY),
  )

test('without a permit nothing is scanned', () => {
  fc.assert(
    fc.property(planned, (input) => {
      const plan = planScan({ ...input, quota: { ...input.quota, left: 0, nextInMs: 7_000 } })
      if (plan.kind === 'wait') expect(plan.ms).toBeGreaterThanOrEqual(7_000)
      else expect(plan.kind).toBe('idle')
    }),
  )
})

test('it is idle only when nothing is open, and waits a whole number of milliseconds, at least one', () => {
  fc.assert(
    fc.property(planned, (input) => {
      const plan = planScan(input)
      expect(plan.kind === 'idle').toBe(input.slices.every((slice) => isFinished(slice, input)))
      if (plan.kind !== 'wait') return
      expect(plan.ms).toBeGreaterThanOrEqual(1)
      expect(Number.isSafeInteger(plan.ms)).toBe(true)
    }),
  )
})

test('a scan begins and ends with slices that may still change, and one of its slices is due', () => {
  fc.assert(
    fc.property(planned, (input) => {
      const plan = planScan(input)
      if (plan.kind !== 'scan') return
      const within = input.slices.filter(({ n }) => n >= plan.first && n <= plan.last)
      for (const n of [plan.first, plan.last]) {
        expect(within.some((slice) => slice.n === n && slice.open > 0 && !isFinished(slice, input))).toBe(
          true,
        )
      }
      expect(within.some((slice) => firstDueAt(slice, input) <= input.now)).toBe(true)
    }),
  )
})

test('a scan has several slices only where they fit on the pages its first slice needs anyway', () => {
  fc.assert(
    fc.property(planned, (input) => {
      const plan = planScan({ ...input, earlyMs: 0, lateMs: 0 })
      if (plan.kind !== 'scan') return
      const itemsOf = (last: number) =>
        input.slices
          .filter(({ n }) => n >= plan.first && n <= last)
          .reduce((sum, { total }) => sum + total * input.itemsPerMessage, 0)
      const pages = (items: number) => Math.max(1, Math.ceil(items / (input.pageSize * 0.95) - 1e-9))
      expect(pages(itemsOf(plan.last))).toBe(pages(itemsOf(plan.first)))
    }),
  )
})

test('the same state has the same plan, in whatever order its slices come', () => {
  const shuffled = planned.chain((input) =>
    fc
      .shuffledSubarray([...input.slices], { minLength: input.slices.length })
      .map((slices) => [input, { ...input, slices }] as const),
  )
  fc.assert(
    fc.property(shuffled, ([input, other]) => {
      expect(planScan(other)).toEqual(planScan(input))
    }),
  )
})

test('when there is a permit and its turn has come, what is due is scanned and never waits', () => {
  fc.assert(
    fc.property(planned, (input) => {
      const isDue = input.slices.some((slice) => firstDueAt(slice, input) <= input.now)
      const plan = planScan({
        ...input,
        quota: {
          ...input.quota,
          left: Math.max(1, input.quota.left),
          nextInMs: 0,
          lastAt: input.now - 10_000,
        },
      })
      expect(plan.kind === 'scan').toBe(isDue)
    }),
  )
})
