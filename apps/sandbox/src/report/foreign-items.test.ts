import { describe, expect, it } from 'vitest'
import type { Arrival } from '../arrivals/arrivals.js'
import { createForeignItems } from './foreign-items.js'

const since = 1_700_000_000_000
const options = { seed: 5, sender: '5511912341234', foreignPerMinute: 120 }
const arrivals: Arrival[] = Array.from({ length: 100 }, (_, index) => ({
  n: index + 1,
  to: String(551190000000 + index),
  namespace: 'default',
  elementName: 'boleto',
  externalLabel: 'black_friday',
  arrivedAt: since + index * 1_000,
  hash: String(index),
  upstreamId: `up-${index}`,
}))

describe('foreign items', () => {
  it('are none unless they are asked for', () => {
    const none = createForeignItems({ ...options, foreignPerMinute: 0 }, since)
    expect(none.upTo(since * 2, arrivals)).toEqual([])
  })

  it('come as often as asked for, and stay what they were', () => {
    const items = createForeignItems(options, since)
    expect(items.upTo(since + 499, [])).toHaveLength(0)
    const early = [...items.upTo(since + 30_000, arrivals)]
    expect(early).toHaveLength(60)
    expect(items.upTo(since + 60_000, arrivals).slice(0, 60)).toEqual(early)
    expect(items.upTo(since + 60_000, arrivals)).toHaveLength(120)
  })

  it('are the same however late and seldom they are asked for', () => {
    const often = createForeignItems(options, since)
    for (let now = since; now < since + 90_000; now += 700) {
      often.upTo(
        now,
        arrivals.filter(({ arrivedAt }) => arrivedAt <= now),
      )
    }
    const once = createForeignItems(options, since)
    expect(often.upTo(since + 90_000, arrivals)).toEqual(once.upTo(since + 90_000, arrivals))
  })

  it("come from operators, supervisors and another program, and some are twins of an operator's", () => {
    const items = createForeignItems(options, since).upTo(since + 3_600_000, arrivals)
    const ours = new Set(arrivals.map(({ to }) => to))
    const twins = items.filter(({ to }) => ours.has(to))
    expect(twins.length / items.length).toBeCloseTo(0.1, 1)
    for (const twin of twins) expect(twin).toMatchObject({ origin: 'OPERADOR', elementName: 'boleto' })
    expect(new Set(items.map(({ origin }) => origin))).toEqual(new Set(['OPERADOR', 'SUPERVISOR', 'API']))
    for (const { origin, sender } of items) expect(sender !== options.sender).toBe(origin === 'API')
  })
})
