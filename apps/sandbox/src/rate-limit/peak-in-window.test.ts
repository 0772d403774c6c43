import { expect, it } from 'vitest'
import { scenarios } from '../testing/arrival-scenarios.js'
import { createPeakInWindow } from './peak-in-window.js'

it('finds the fullest window of any sequence', () => {
  for (const { windowMs, times, seed } of scenarios(1_000)) {
    const peak = createPeakInWindow(windowMs)
    for (const now of times) peak.add(now)
    const fullest = Math.max(
      ...times.map((start) => times.filter((time) => time >= start && time < start + windowMs).length),
    )
    expect(peak.highest(), `seed ${seed}`).toBe(fullest)
  }
})
