import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRequestQuota } from './request-quota.js'

const gaps = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 80 })

test('a window begins with a request and admits no more than max, whenever they come', () => {
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 6 }), (waits, max) => {
      const quota = createRequestQuota({ max, windowMs: 1_000 })
      let now = 5_000
      let window = { start: Number.NEGATIVE_INFINITY, used: 0 }
      for (const wait of waits) {
        now += wait
        if (now >= window.start + 1_000) window = { start: now, used: 0 }
        const standing = quota.take('a', now)
        expect(standing.admitted).toBe(window.used < max)
        if (standing.admitted) window.used += 1
        expect(standing.remaining).toBe(max - window.used)
        expect(standing.resetSeconds).toBe(1)
      }
    }),
  )
})

test('the seconds left are rounded up, so that whoever waits for them is let in', () => {
  const quota = createRequestQuota({ max: 1, windowMs: 60_000 })
  expect(quota.take('a', 0)).toEqual({ admitted: true, limit: 1, remaining: 0, resetSeconds: 60 })
  expect(quota.take('a', 58_001)).toMatchObject({ admitted: false, resetSeconds: 2 })
  expect(quota.take('a', 60_000)).toMatchObject({ admitted: true, resetSeconds: 60 })
  const fraction = 88_103.0045550335
  expect(fraction + 60_000 - fraction).toBeGreaterThan(60_000)
  expect(quota.take('b', fraction)).toMatchObject({ resetSeconds: 60 })
})

test('users do not count for each other', () => {
  const quota = createRequestQuota({ max: 1, windowMs: 1_000 })
  expect(quota.take('a', 0).admitted).toBe(true)
  expect(quota.take('b', 0).admitted).toBe(true)
  expect(quota.take('a', 1).admitted).toBe(false)
})
