import { explainFailure, failureCodes } from '@disparo/api'
import { outcomeOf } from '@disparo/hi-platform/rest'
import { expect, test } from 'vitest'

test('every status and every error of a request has a meaning of its own', () => {
  const rate = {}
  const reply = { body: '', contentType: '', complete: true, rate } as const
  const statuses = Array.from({ length: 500 }, (_, index) => index + 100)
  const outcomes = [
    ...statuses.map((status) => outcomeOf({ reply: { ...reply, status } })),
    ...[
      'ECONNREFUSED',
      'ETIMEDOUT',
      'ENOTFOUND',
      'EPROTO',
      'UND_ERR_SOCKET',
      'ECONNRESET',
      'EHOSTUNREACH',
    ].map((code) => outcomeOf({ error: Object.assign(new Error(code), { code }) })),
  ]
  for (const outcome of outcomes) {
    if ('reason' in outcome) expect(explainFailure(outcome.reason)).not.toBe(failureCodes.other)
  }
})

test('a code of nobody is answered as what is not known, and Meta’s by its family', () => {
  expect(explainFailure('constructor')).toBe(failureCodes.other)
  expect(explainFailure('131999')).toMatchObject({ retry: 'later' })
  expect(explainFailure('http-418')).toBe(failureCodes['http-400'])
  expect(explainFailure('http-400-3f9a2c')).toBe(failureCodes['http-400'])
  expect(explainFailure('xml-12-3f9a2c')).toBe(failureCodes['xml-error'])
})
