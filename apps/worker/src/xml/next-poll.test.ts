import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstPollMs, nextPoll } from './next-poll.js'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const maxAgeMs = 72 * hourMs

describe('the looks at a request', () => {
  it('come often while it is young and rarely when it is old, and end with its age', () => {
    const ages: number[] = []
    for (
      let now: number | undefined = firstPollMs;
      now !== undefined;
      now = nextPoll({ sentAt: 0, now, maxAgeMs })
    ) {
      ages.push(now / minuteMs)
    }
    expect(ages).toEqual([0.5, 2, 10, 60, 6 * 60, 24 * 60, 48 * 60, 72 * 60])
  })

  it('are always later than now and never later than its age allows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 * maxAgeMs }),
        fc.integer({ min: 36_000, max: 31 * 24 * hourMs }),
        (age, oldest) => {
          const sentAt = 1_700_000_000_000
          const next = nextPoll({ sentAt, now: sentAt + age, maxAgeMs: oldest })
          expect(next === undefined).toBe(age >= oldest)
          if (next === undefined) return
          expect(next).toBeGreaterThan(sentAt + age)
          expect(next).toBeLessThanOrEqual(sentAt + oldest)
        },
      ),
    )
  })
})
