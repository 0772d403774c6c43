import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alignSequences } from './align-sequences.js'

const tolerance = { earlyMs: 3, lateMs: 7 }
const moments = fc
  .array(fc.integer({ min: 0, max: 20 }), { maxLength: 7 })
  .map((at) => at.toSorted((a, b) => a - b))

type Best = { readonly pairs: number; readonly apart: number }

/** Every way there is, the plain way. */
function tryAll(sent: readonly number[], dispatched: readonly number[]): Best {
  const [at, ...later] = sent
  if (at === undefined) return { pairs: 0, apart: 0 }
  return dispatched
    .flatMap((moment, index) => {
      if (moment < at - tolerance.earlyMs || moment > at + tolerance.lateMs) return []
      const rest = tryAll(later, dispatched.slice(index + 1))
      return [{ pairs: rest.pairs + 1, apart: rest.apart + Math.abs(moment - at) }]
    })
    .concat(tryAll(later, dispatched))
    .reduce((a, b) => (b.pairs > a.pairs || (b.pairs === a.pairs && b.apart < a.apart) ? b : a))
}

test('there is no better way without crossing pairs', () => {
  fc.assert(
    fc.property(moments, moments, (sent, dispatched) => {
      const aligned = alignSequences(sent, dispatched, tolerance)
      const apart = aligned.map((pair) => (dispatched[pair.dispatched] ?? 0) - (sent[pair.sent] ?? 0))
      for (const ms of apart) {
        expect(ms).toBeGreaterThanOrEqual(-tolerance.earlyMs)
        expect(ms).toBeLessThanOrEqual(tolerance.lateMs)
      }
      for (const [index, pair] of aligned.entries()) {
        if (index === 0) continue
        expect(pair.sent).toBeGreaterThan(aligned[index - 1]?.sent ?? 0)
        expect(pair.dispatched).toBeGreaterThan(aligned[index - 1]?.dispatched ?? 0)
      }
      expect({
        pairs: aligned.length,
        apart: apart.reduce((sum, ms) => sum + Math.abs(ms), 0),
      }).toEqual(tryAll(sent, dispatched))
    }),
  )
})

test('many identical ones are aligned, too', () => {
  const sent = Array.from({ length: 2_000 }, (_, index) => index * 30)
  const dispatched = sent.map((at) => Math.floor((at + 400) / 1_000) * 1_000)
  const aligned = alignSequences(sent, dispatched, { earlyMs: 2_000, lateMs: 60_000 })
  expect(aligned.map((pair) => [pair.sent, pair.dispatched])).toEqual(sent.map((_, index) => [index, index]))
})
