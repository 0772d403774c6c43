import { expect, test } from 'vitest'
import { QuietHours } from './quiet-hours.js'

const weekdays = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', until: '20:00' }

function problemsOf(input: unknown): string[] {
  const { error } = QuietHours.safeParse(input)
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`)
}

test('quiet hours cover marketing by the recipient’s clock, and leave the urgent lane alone', () => {
  expect(QuietHours.parse({ windows: [weekdays] })).toEqual({
    windows: [weekdays],
    ...{ closedDates: [], covers: 'marketing', urgent: false, zone: 'recipient' },
  })
})

test.each([
  ['no window', { windows: [] }, /^windows Too small/],
  ['an empty window', { windows: [{ ...weekdays, until: '08:00' }] }, /^windows\.0\.until must be later/],
  ['one over midnight', { windows: [{ ...weekdays, from: '20:00', until: '08:00' }] }, /^windows\.0\.until/],
  ['a time that is none', { windows: [{ ...weekdays, from: '8h' }] }, /^windows\.0\.from must be a time/],
  ['hour 25', { windows: [{ ...weekdays, until: '25:00' }] }, /^windows\.0\.until must be a time/],
  [
    'windows that overlap',
    { windows: [weekdays, { days: ['sat', 'fri'], from: '19:59', until: '22:00' }] },
    /^windows\.1 overlaps with windows\.0/,
  ],
  ['an unknown day', { windows: [{ ...weekdays, days: ['seg'] }] }, /^windows\.0\.days\.0 Invalid option/],
  ['an unknown zone', { windows: [weekdays], zone: 'America/Brasilia' }, /^zone must be "recipient"/],
  ['an offset for a zone', { windows: [weekdays], zone: '-03:00' }, /^zone must be "recipient"/],
  [
    'a date that is none',
    { windows: [weekdays], closedDates: ['2026-02-30'] },
    /^closedDates\.0 must be a day/,
  ],
  [
    'windows in which 97 is never open',
    { windows: [{ ...weekdays, until: '09:00' }] },
    /^windows must have one of more than an hour/,
  ],
])('%s is refused by its field', (_, input, message) => {
  const problems = problemsOf(input)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(message)
})

test('a window may end at midnight, another may begin where one ends, and an hour is enough by one clock', () => {
  const open = { ...weekdays, from: '20:00', until: '24:00' }
  expect(problemsOf({ windows: [weekdays, open] })).toEqual([])
  expect(problemsOf({ windows: [{ ...weekdays, until: '09:00' }], zone: 'America/Sao_Paulo' })).toEqual([])
})
