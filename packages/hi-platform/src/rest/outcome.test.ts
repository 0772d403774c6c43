import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { type Outcome, outcomeOf } from './outcome.js'
import type { Reply } from './reply.js'
import { HiRequestError } from './request-error.js'

function replyOf(status: number, rest: Partial<Reply> = {}): { reply: Reply } {
  return { reply: { status, contentType: 'application/json', body: '', complete: true, rate: {}, ...rest } }
}

const kinds = ['accepted', 'throttled', 'rejected', 'account-fault', 'unavailable', 'unknown']

const byStatus: Record<Outcome['kind'], readonly number[]> = {
  accepted: [200, 201, 202, 204, 207],
  throttled: [429],
  rejected: [400, 409, 413, 414, 415, 418, 422, 451],
  'account-fault': [301, 302, 304, 307, 308, 401, 402, 403, 404, 405, 407, 410],
  unavailable: [503],
  unknown: [0, 100, 101, 408, 425, 500, 501, 502, 504, 505, 507, 520, 599, 600, 999],
}

test.each(
  kinds.flatMap((kind) => byStatus[kind as Outcome['kind']].map((status) => [status, kind] as const)),
)('%i is %s', (status, kind) => {
  expect(outcomeOf(replyOf(status)).kind).toBe(kind)
})

test('a redirect and an impossible status have reasons of their own, any other its status', () => {
  expect(outcomeOf(replyOf(302))).toEqual({ kind: 'account-fault', reason: 'http-3xx' })
  expect(outcomeOf(replyOf(777))).toEqual({ kind: 'unknown', reason: 'http-other' })
  expect(outcomeOf(replyOf(502))).toEqual({ kind: 'unknown', reason: 'http-502' })
})

test.each([
  ['the longer of reset and Retry-After', { resetMs: 9_000, retryAfterMs: 30_000 }, 30_000],
  ['the longer of Retry-After and reset', { resetMs: 30_000, retryAfterMs: 9_000 }, 30_000],
  ['the only one given', { resetMs: 9_000 }, 9_000],
  ['a window that is over', { resetMs: 0 }, 0],
  ['an hour at most', { retryAfterMs: 86_400_000 }, 3_600_000],
])('a 429 waits for %s', (_title, rate, retryAfterMs) => {
  expect(outcomeOf(replyOf(429, { rate }))).toEqual({ kind: 'throttled', retryAfterMs })
})

test('a 429 without a hint has none', () => {
  expect(outcomeOf(replyOf(429, { rate: { limit: 500 } }))).toEqual({ kind: 'throttled' })
})

test('a 503 waits for Retry-After alone', () => {
  const rate = { resetMs: 50_000, retryAfterMs: 2_000 }
  expect(outcomeOf(replyOf(503, { rate }))).toEqual({
    kind: 'unavailable',
    reason: 'http-503',
    retryAfterMs: 2_000,
  })
})

test('a rejection repeats what upstream said, but no number', () => {
  const body = '{"message":"telefone 5511987554321 inválido"}'
  expect(outcomeOf(replyOf(400, { body }))).toEqual({
    kind: 'rejected',
    reason: 'http-400',
    detail: 'telefone *** inválido',
  })
})

test('a 200 that says no is unknown, and its id is kept where it has one', () => {
  const page = replyOf(200, { body: '<!DOCTYPE html><title>Manutenção</title>' })
  expect(outcomeOf(page)).toEqual({ kind: 'unknown', reason: 'html-page', denied: true })
  const error = replyOf(200, { body: '{"status":"ERROR","data":"e1"}' })
  expect(outcomeOf(error)).toEqual({
    kind: 'unknown',
    reason: 'error-status',
    denied: true,
    upstreamId: 'e1',
  })
})

test("the text of any other answer decides nothing: a 500 that says 'OK' is unknown", () => {
  expect(outcomeOf(replyOf(500, { body: '{"status":"OK"}' })).kind).toBe('unknown')
})

test('an error of our client is unavailability only where nothing was sent, whatever its reason', () => {
  const cause = Object.assign(new Error(), { code: 'ECONNRESET' })
  const outcomes = [false, true].map((mayHaveBeenSent) =>
    outcomeOf({ error: new HiRequestError('connection-reset', mayHaveBeenSent, cause) }),
  )
  expect(outcomes).toEqual([
    { kind: 'unavailable', reason: 'connection-reset' },
    { kind: 'unknown', reason: 'connection-reset' },
  ])
})

test('any reply and any error comes to one of the kinds, with a short reason', () => {
  const reply = fc.record({
    status: fc.oneof(fc.integer(), fc.integer({ min: 100, max: 599 }), fc.constant(Number.NaN)),
    contentType: fc.string(),
    body: fc.oneof(fc.string(), fc.json()),
    complete: fc.boolean(),
    rate: fc.record({ resetMs: fc.nat(), retryAfterMs: fc.nat() }, { requiredKeys: [] }),
  })
  const attempt = fc.oneof(
    fc.record({ reply }),
    fc.record({ error: fc.oneof(fc.anything(), fc.record({ code: fc.string(), cause: fc.anything() })) }),
  )
  fc.assert(
    fc.property(attempt, (result) => {
      const outcome = outcomeOf(result)
      expect(kinds).toContain(outcome.kind)
      if ('reason' in outcome) expect(outcome.reason).toMatch(/^[a-z0-9-]{1,24}$/)
    }),
    { numRuns: 1_000 },
  )
})

test('an error that nobody knows is unknown', () => {
  fc.assert(
    fc.property(fc.anything(), (thrown) => {
      expect(outcomeOf({ error: thrown })).toEqual({ kind: 'unknown', reason: 'other' })
    }),
  )
})

test('an answer that is far longer than one to a message is not parsed: a report has a reader of its own', () => {
  const parsed = vi.spyOn(JSON, 'parse')
  const body = `{"status":"error","data":[${'{},'.repeat(100_000)}{}]}`
  const reply = { status: 200, contentType: 'application/json', body, complete: true, rate: {} }
  expect(outcomeOf({ reply })).toEqual({ kind: 'accepted' })
  expect(parsed).not.toHaveBeenCalled()
  parsed.mockRestore()
})
