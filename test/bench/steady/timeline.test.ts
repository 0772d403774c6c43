import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openTimeline } from './timeline.js'

const past = { endsAt: 3_600_000, hours: 1, perMinute: 60 }

it('has the past evenly, and after it what has come since', () => {
  const timeline = openTimeline(past)
  timeline.add(9_000, 3_600_500)
  timeline.add(9_001, 3_601_000)
  expect(timeline.count(0, 10_000_000)).toBe(3_602)
  expect(timeline.page(3_599_000, 3_601_000, { offset: 0, limit: 10 })).toEqual([
    { index: 3_599, at: 3_599_000 },
    { index: 9_000, at: 3_600_500 },
  ])
})

it('has on its pages all that it counts, each once and in order, wherever a window begins and ends', () => {
  const moment = fc.integer({ min: 3_590_000, max: 3_620_000 })
  fc.assert(
    fc.property(
      ...[moment, moment, fc.integer({ min: 1, max: 9 })],
      fc.array(fc.integer({ min: 0, max: 900 })),
      (from, until, limit, gaps) => {
        const timeline = openTimeline(past)
        let at = past.endsAt
        for (const [n, gap] of gaps.entries()) {
          at += gap
          timeline.add(10_000 + n, at)
        }
        const count = timeline.count(from, until)
        const shown = []
        for (let offset = 0; offset < count; offset += limit)
          shown.push(...timeline.page(from, until, { offset, limit }))
        expect(shown).toHaveLength(count)
        expect(new Set(shown.map(({ index }) => index)).size).toBe(count)
        expect(shown.map(({ at }) => at)).toEqual(shown.map(({ at }) => at).toSorted((a, b) => a - b))
        for (const { at } of shown) expect(at >= from && at < until).toBe(true)
      },
    ),
  )
})
