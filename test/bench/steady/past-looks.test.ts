import { sliceMs } from '@disparo/core/internal/ledger'
import { expect, it } from 'vitest'
import { lastLook, stretches } from './past-looks.js'

const hourMs = 3_600_000
const history = { endsAt: Date.UTC(2026, 0, 10, 12, 20), hours: 72, perMinute: 500, entriesMs: hourMs }
const restOf = (n: number) =>
  (history.endsAt - lastLook(n, history)) / (history.endsAt - (n + 1) * sliceMs || 1)

it('has messages of the last hour, and of a stretch that is next among what is older', () => {
  const [old, recent] = stretches(history)
  expect(recent).toEqual({ from: history.endsAt - hourMs, until: history.endsAt })
  expect(old).toEqual({ from: Date.UTC(2026, 0, 10, 6), until: Date.UTC(2026, 0, 10, 6, 30) })
  const first = (old?.from ?? 0) / sliceMs
  for (let n = (history.endsAt - 72 * hourMs) / sliceMs; n * sliceMs < history.endsAt - hourMs; n++)
    if (n < first || n >= first + 60) expect(restOf(n)).toBeLessThan(restOf(first + 59))
})

it('was looked at after it was sent, and has no old stretch where the past is short', () => {
  for (let n = (history.endsAt - 72 * hourMs) / sliceMs; n * sliceMs < history.endsAt; n++)
    expect(lastLook(n, history)).toBeGreaterThan(n * sliceMs)
  expect(stretches({ ...history, hours: 1 })).toHaveLength(1)
})
