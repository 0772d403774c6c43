import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRateHeaders } from './rate-headers.js'

const now = Date.parse('2022-12-06T14:26:06Z')

test('the limit, what remains of it, and the seconds left in the window are read', () => {
  const headers = { 'x-rate-limit-limit': '60', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '599' }
  expect(readRateHeaders(headers, now)).toEqual({ limit: 60, remaining: 0, resetMs: 599_000 })
})

test.each([
  ['seconds', { 'retry-after': '120' }, 120_000],
  ['fractions of seconds', { 'retry-after': '0.25' }, 250],
  ['a date', { 'retry-after': 'Tue, 06 Dec 2022 14:27:06 GMT' }, 60_000],
  ['a date that has passed', { 'retry-after': 'Tue, 06 Dec 2022 14:00:00 GMT' }, 0],
  [
    "a date, by the server's own clock",
    { 'retry-after': 'Tue, 06 Dec 2022 10:00:30 GMT', date: 'Tue, 06 Dec 2022 10:00:00 GMT' },
    30_000,
  ],
  ['a header that came twice', { 'retry-after': ['7', '9'] }, 7_000],
  ['a header that came twice, joined', { 'retry-after': '7, 9' }, 7_000],
])('Retry-After as %s is understood', (_title, headers, retryAfterMs) => {
  expect(readRateHeaders(headers, now)).toEqual({ retryAfterMs })
})

test.each(['', ' ', 'soon', '-5', 'NaN', '1e3', '0x10', 'Infinity', '12 parsecs', '9'.repeat(40)])(
  'garbage such as %j is as good as no header',
  (text) => {
    const headers = {
      'x-rate-limit-limit': text,
      'x-rate-limit-remaining': text,
      'x-rate-limit-reset': text,
      'retry-after': text,
    }
    expect(readRateHeaders(headers, now)).toEqual({})
  },
)

test('a reset that is an epoch is no number of seconds', () => {
  expect(readRateHeaders({ 'x-rate-limit-reset': '1670336766' }, now)).toEqual({})
})

test('whatever the headers say, what is read is a finite number from zero', () => {
  const value = fc.oneof(fc.string(), fc.float().map(String), fc.array(fc.string()), fc.date().map(String))
  const headers = fc.record({ 'x-rate-limit-reset': value, 'retry-after': value, date: value })
  fc.assert(
    fc.property(headers, (bag) => {
      for (const read of Object.values(readRateHeaders(bag, now))) {
        expect(Number.isFinite(read) && read >= 0).toBe(true)
      }
    }),
  )
})
