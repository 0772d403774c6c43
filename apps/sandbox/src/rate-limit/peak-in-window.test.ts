import fc from 'fast-check'
import { expect, it } from 'vitest'
import { limitScenario } from '../testing/limit-scenario.js'
import { createPeakInWindow } from './peak-in-window.js'

it('finds the fullest window of any sequence', () => {
  const law = fc.property(limitScenario, ({ windowMs, times }) => {
    const peak = createPeakInWindow(windowMs)
    for (const now of times) peak.add(now)
    const fullest = Math.max(
      ...times.map((start) => times.filter((time) => time >= start && time < start + windowMs).length),
    )
    expect(peak.highest()).toBe(fullest)
  })
  fc.assert(law, { numRuns: 500 })
})
