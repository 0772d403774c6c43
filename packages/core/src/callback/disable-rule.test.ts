import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { disableRule, shouldDisable } from './disable-rule.js'

const { failures, overMs } = disableRule
const now = 1_800_000_000_000

describe('a callback', () => {
  it('is disabled by 50 failures in a row over a day', () => {
    expect(shouldDisable({ failures: 50, since: now - 24 * 3_600_000 }, now)).toBe(true)
  })

  it('stays enabled when many fail in a short time, or few in a long one', () => {
    expect(shouldDisable({ failures: 1_000_000, since: now - overMs + 1 }, now)).toBe(false)
    expect(shouldDisable({ failures: failures - 1, since: now - 100 * overMs }, now)).toBe(false)
  })

  it('that is to be disabled stays so with every further failure', () => {
    const run = fc.record({ failures: fc.nat(200), since: fc.integer({ min: now - 3 * overMs, max: now }) })
    fc.assert(
      fc.property(run, fc.nat(100), fc.nat(overMs), ({ failures, since }, more, later) => {
        fc.pre(shouldDisable({ failures, since }, now))
        expect(shouldDisable({ failures: failures + more, since }, now + later)).toBe(true)
      }),
    )
  })
})
