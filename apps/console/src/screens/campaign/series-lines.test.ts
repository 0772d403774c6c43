import { expect, test } from 'vitest'
import { seriesLines } from './series-lines.js'

test('minutes in which nothing happened are zero, and failures of both kinds are one line', () => {
  const lines = seriesLines(
    [
      { at: '2026-11-30T12:00:00.000Z', counts: { accepted: 5, rejected: 1, failed: 2 } },
      { at: '2026-11-30T12:02:00.000Z', counts: { read: 4 } },
    ],
    'minute',
    Number.POSITIVE_INFINITY,
  )
  expect(lines.map(({ counts }) => counts)).toEqual([
    { accepted: 5, received: 0, read: 0, failed: 3 },
    { accepted: 0, received: 0, read: 0, failed: 0 },
    { accepted: 0, received: 0, read: 4, failed: 0 },
  ])
})

test('a single hour has one before it, and a year of hours is cut to the latest', () => {
  const hour = (at: string) => ({ at, counts: { accepted: 1 } })
  expect(seriesLines([hour('2026-11-30T12:00:00.000Z')], 'hour', Number.POSITIVE_INFINITY)).toHaveLength(2)
  const year = seriesLines(
    [hour('2025-11-30T12:00:00.000Z'), hour('2026-11-30T12:00:00.000Z')],
    'hour',
    Number.POSITIVE_INFINITY,
  )
  expect(year).toHaveLength(800)
  expect(year.at(-1)?.counts.accepted).toBe(1)
})

test('a minute that is not over is left out, unless it is all that there is', () => {
  const points = ['12:00', '12:01', '12:02'].map((time) => ({
    at: `2026-11-27T${time}:00.000Z`,
    counts: { accepted: 1 },
  }))
  const now = Date.parse('2026-11-27T12:02:30.000Z')
  expect(seriesLines(points, 'minute', now)).toHaveLength(2)
  expect(seriesLines(points, 'minute', now + 30_000)).toHaveLength(3)
  expect(seriesLines(points.slice(1), 'minute', now)).toHaveLength(2)
})
