import { describe, expect, it } from 'vitest'
import { deliveryOfAnswer, deliveryOfError } from './delivery.js'

const now = Date.parse('2026-11-27T12:00:00Z')
const answered = (status: number, headers = {}) => deliveryOfAnswer(status, headers, now)

describe('an answer', () => {
  it.each([200, 201, 202, 204, 299])('%i means delivered', (status) => {
    expect(answered(status)).toEqual({ kind: 'delivered' })
  })

  it('410 means that the receiver wants no more', () => {
    expect(answered(410)).toEqual({ kind: 'gone', reason: 'http-410' })
  })

  it.each([301, 302, 307, 400, 401, 404, 429, 500, 503])('%i is tried again', (status) => {
    expect(answered(status)).toEqual({ kind: 'failed', reason: `http-${status}` })
  })

  it.each([
    ['seconds', '120', 120_000],
    ['a date', 'Fri, 27 Nov 2026 12:05:00 GMT', 300_000],
    ['a date that has passed', 'Fri, 27 Nov 2026 11:00:00 GMT', 0],
    ['nonsense', 'soon', undefined],
    ['a number that is none of seconds', '-5', undefined],
  ])('may ask for time by Retry-After: %s', (_, header, retryAfterMs) => {
    expect(answered(503, { 'retry-after': header })).toEqual({
      kind: 'failed',
      reason: 'http-503',
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    })
  })
})

describe('an error', () => {
  it.each([
    [Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:80'), { code: 'ECONNREFUSED' }), 'econnrefused'],
    [Object.assign(new Error('x'), { code: 'UND_ERR_SOCKET' }), 'und-err-socket'],
    [new TypeError('x'), 'typeerror'],
    [Object.assign(new Error('x'), { code: 'https://user:secret@host', name: '?' }), 'unknown'],
  ])('is told by its code, never by its message', (error, reason) => {
    expect(deliveryOfError(error)).toEqual({ kind: 'failed', reason })
  })
})
