import { describe, expect, it } from 'vitest'
import { timelineOf } from '../delivery/timeline.js'
import { createRandomFor } from '../random.js'
import { changesOf } from './broker-event.js'
import { planPushes } from './plan-pushes.js'

const plans = Array.from({ length: 2_000 }, (_, n) => {
  const changes = changesOf(timelineOf({ n, arrivedAt: 1_700_000_000_000 }, { seed: 1, timeScale: 1 }))
  return { changes, pushes: planPushes(changes, createRandomFor(2, n)) }
})

describe('the plan of pushes', () => {
  it('tells every change, and none before it happens', () => {
    for (const { changes, pushes } of plans) {
      expect(new Set(pushes.map(({ change }) => change))).toEqual(new Set(changes))
      for (const { change, pushAt } of pushes) expect(pushAt).toBeGreaterThanOrEqual(change.at)
      const moments = pushes.map(({ pushAt }) => pushAt)
      expect(moments).toEqual([...moments].sort((left, right) => left - right))
    }
  })

  it('tells some changes twice, and some only after the next', () => {
    const twice = plans.filter(({ changes, pushes }) => pushes.length > changes.length)
    const overtaken = plans.filter(({ pushes }) =>
      pushes.some(({ change }, index) => change.at < (pushes[index - 1]?.change.at ?? 0)),
    )
    for (const share of [twice, overtaken].map(({ length }) => length / plans.length)) {
      expect(share).toBeGreaterThan(0.15)
      expect(share).toBeLessThan(0.5)
    }
  })
})
