import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expiredSlices } from './expired-slices.js'

const sliceMs = 30_000
const hour = 3_600_000
const options = { sliceMs, now: 1_000 * sliceMs, maxAgeMs: hour, earlyMs: 2_000, lateMs: 35_000 }
const read = (n: number) => ({ n, total: 5, open: 0 })
const open = (n: number) => ({ n, total: 5, open: 1 })
const numbers = (slices: readonly { n: number }[]) => slices.map(({ n }) => n)
const over = (slices: Parameters<typeof expiredSlices>[0]) => numbers(expiredSlices(slices, options))

describe('a slice', () => {
  it('is over when all in it is read, and it is so old that no late message can join it', () => {
    expect(over([read(950), read(978), read(979), read(999)])).toEqual([950, 978])
  })

  it('is over when it had its last look, whatever is open in it', () => {
    const lookedAt = (n: number, ms: number) => ({ ...open(n), scannedAt: (n + 1) * sliceMs + ms })
    expect(over([lookedAt(700, hour - 1), lookedAt(800, hour), open(900)])).toEqual([800])
  })

  it('is kept while messages that could be taken for its own are still followed', () => {
    expect(over([read(890), open(903), read(905)])).toEqual([])
    expect(
      numbers(expiredSlices([open(903), read(926), read(940)], { ...options, lateMs: 700_000 })),
    ).toEqual([940])
  })

  it('is kept while doubts of ten minutes before and after it are held against what it shows', () => {
    expect(over([read(882), read(883), open(903), read(924), read(925)])).toEqual([882, 925])
  })

  it('is kept while what was sent in a silence before it may still be in its time', () => {
    const silences = [{ from: 903 * sliceMs, until: 929 * sliceMs, dispatchedBy: 930 * sliceMs - 10_000 }]
    const slices = [open(903), read(905), read(929), read(931)]
    expect(numbers(expiredSlices(slices, { ...options, outages: silences }))).toEqual([931])
  })

  it('is never over while it is followed, and in the end all are over', () => {
    const slices = fc
      .uniqueArray(fc.integer({ min: 0, max: 999 }))
      .chain((ns) => fc.tuple(...ns.map((n) => fc.constantFrom(read(n), open(n)))))
    fc.assert(
      fc.property(slices, (known) => {
        const gone = over(known)
        for (const { n, open } of known) if (open > 0) expect(gone.includes(n)).toBe(false)
        const seen = known.map((slice) => ({ ...slice, scannedAt: 2_000 * sliceMs }))
        expect(expiredSlices(seen, { ...options, now: 2_000 * sliceMs }).length).toBe(known.length)
      }),
    )
  })
})
