import { describe, expect, it } from 'vitest'
import { QUICK } from './sizes.js'
import { measureTracked } from './tracked.js'

describe('measuring tracked messages', () => {
  it('counts what each takes at every stage, and reads whole pages of them', async () => {
    const results = await measureTracked({ sizes: { ...QUICK, tracked: 2_500 }, say: () => undefined })
    const [accepted = 0, read = 0, found = 0] = results.map(({ ours }) => ours.median)
    // The hash of a message alone takes 200 bytes.
    expect(accepted).toBeGreaterThan(200)
    expect(read).toBeGreaterThan(accepted)
    expect(found).toBeGreaterThan(read)
    expect(results.map(({ unit }) => unit)).toEqual(['bytes', 'bytes', 'bytes', 'ms', 'ms', 'ms', 'ms'])
  })
})
