import { expect, test } from 'vitest'
import { sendTerms, timeTrouble } from './send-terms.js'

test('what was chosen is said to the service, and nothing of it for corrections', () => {
  const draft = {
    terms: { name: ' Novembro ', time: '2030-01-02T09:00', canary: 20, maxPerMinute: 60 },
    unique: true,
  }
  expect(sendTerms(draft, undefined)).toEqual({
    ...{ name: 'Novembro', canary: '20', maxPerMinute: '60', unique: 'to' },
    sendAt: new Date('2030-01-02T09:00').toISOString(),
  })
  expect(sendTerms({ terms: { name: ' ' }, unique: false }, undefined)).toEqual({})
  expect(sendTerms(draft, 'batch')).toEqual({ into: 'batch' })
  const whole = { ...draft, terms: { ...draft.terms, replace: true } }
  expect(sendTerms(whole, 'batch')).toEqual({ into: 'batch', replace: 'true' })
  expect(sendTerms(whole, undefined)).not.toHaveProperty('replace')
})

test('a time must be to come, within a year', () => {
  const now = new Date('2030-01-02T09:00').getTime()
  expect(
    [undefined, '', '2030-01-02T08:59', '2030-01-02T09:01', '2032-01-01T00:00'].map((t) =>
      timeTrouble(t, now),
    ),
  ).toEqual([...[undefined, 'timeWrong', 'timeWrong', undefined, 'timeFar']])
})
