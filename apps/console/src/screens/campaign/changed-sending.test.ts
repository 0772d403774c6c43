import { expect, test } from 'vitest'
import { changeOf, localTime } from './changed-sending.js'

const sendAt = '2026-12-01T12:00:00.000Z'
const now = Date.parse('2026-11-30T12:00:00.000Z')
const batch = { sendAt, maxPerMinute: 60 }
const same = { time: localTime(sendAt), pace: '60' }

test('what was not touched is not changed', () => {
  expect(changeOf(same, batch, now)).toEqual({})
  expect(changeOf({ time: '', pace: '' }, {}, now)).toEqual({})
})

test('a time is that of the person, and one that has passed is none', () => {
  const later = localTime('2026-12-02T12:30:00.000Z')
  expect(changeOf({ ...same, time: later }, batch, now)).toEqual({
    body: { sendAt: '2026-12-02T12:30:00.000Z' },
  })
  expect(changeOf({ ...same, time: localTime('2026-11-29T12:00:00.000Z') }, batch, now)).toEqual({
    wrong: 'time',
  })
})

test('no pace is as fast as the account may; what is no whole number from 1 on is none', () => {
  expect(changeOf({ ...same, pace: '' }, batch, now)).toEqual({ body: { maxPerMinute: null } })
  expect(changeOf({ ...same, pace: '5' }, batch, now)).toEqual({ body: { maxPerMinute: 5 } })
  for (const pace of ['0', '1.5', '-2', 'muito', '1000001']) {
    expect(changeOf({ ...same, pace }, batch, now)).toEqual({ wrong: 'pace' })
  }
})
