import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextTurn } from './capped-among.js'

const now = 1_800_000_000_000
const week = 7 * 86_400_000

test("a person's next turn is the first moment that no days with the cap of them hold", () => {
  const had = fc.array(fc.integer({ min: 1, max: week / 1_000 - 1 }), { maxLength: 8 })
  fc.assert(
    fc.property(had, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 9 }), (ages, max, before) => {
      const times = ages.map((age) => now / 1_000 - age).toSorted((one, other) => one - other)
      const sent = times.map((second) => second * 1_000)
      const turn = () => Math.max(now, (sent.at(-max) ?? Number.NEGATIVE_INFINITY) + week)
      for (let each = 0; each < before; each += 1) sent.push(turn())
      const at = nextTurn(times, before, { cap: { max, days: 7, onCap: 'wait' }, now })
      expect(at ?? now).toBe(turn())
      expect(at === undefined).toBe(turn() === now)
    }),
  )
})
