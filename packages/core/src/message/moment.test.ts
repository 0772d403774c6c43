import { expect, it } from 'vitest'
import { Moment, momentProblem } from './moment.js'

it.each([
  ['27/11/2026 09:00', '2026-11-27T09:00:00-03:00'],
  ['27/11/26', '2026-11-27T00:00:00-03:00'],
  ['1/2/2026 9h30', '2026-02-01T09:30:00-03:00'],
  ['27-11-2026 18:05:30', '2026-11-27T18:05:30-03:00'],
  ['2026-11-27T09:00:00', '2026-11-27T09:00:00-03:00'],
  ['2026-11-27 09:00', '2026-11-27T09:00:00-03:00'],
  ['2026-11-27', '2026-11-27T00:00:00-03:00'],
])('says how %s is written: %s', (written, iso) => {
  const read = Moment.safeParse(written)
  expect(read.error?.issues.map(({ message }) => message)).toEqual([
    `must be a date with time and zone: write ${iso}`,
  ])
})

it.each(['amanhã', '', '31/02/2026', '11/27/2026', '45988.375', 45_988, null, '9'.repeat(1_000_000)])(
  'shows an example for what is no date at all',
  (written) => {
    expect(momentProblem(written)).toBe('must be a date with time and zone, like 2026-03-01T09:00:00-03:00')
    expect(Moment.safeParse(written).success).toBe(false)
  },
)

it('reads a moment in any zone, with blanks around it, and a date as it is', () => {
  const at = new Date('2026-11-27T12:00:00Z')
  expect(Moment.parse(' 2026-11-27T09:00:00-03:00\u00a0')).toEqual(at)
  expect(Moment.parse('2026-11-27T12:00:00Z')).toEqual(at)
  expect(Moment.parse(at)).toEqual(at)
  expect(Moment.safeParse(new Date('x')).success).toBe(false)
})
