import type { Outcome } from '@disparo/hi-platform/rest'
import { describe, expect, it } from 'vitest'
import { nextStep } from './next-step.js'

const message = { to: '5511987650123', namespace: 'ns', elementName: 'aviso', externalLabel: 'Maria' }
const outage = { closeAfter: 5, firstPauseMs: 1_000, longestPauseMs: 60_000 }
const after = (outcome: Outcome, policy: 'verify' | 'resend' | 'hold' = 'verify') =>
  nextStep(outcome, { policy, outage, messages: [message] })

describe('whatFollows', () => {
  it.each<[Outcome, object]>([
    [
      { kind: 'accepted', upstreamId: 'u1' },
      { status: 'accepted', upstreamId: 'u1', gate: { kind: 'success' } },
    ],
    [
      { kind: 'rejected', reason: 'http-400', detail: 'to inválido: Maria' },
      {
        status: 'rejected',
        detail: 'http-400: to inválido: Maria',
        reason: expect.stringMatching(/^http-400-/),
        words: 'to inválido: …',
        gate: { kind: 'success' },
      },
    ],
    [
      { kind: 'throttled', retryAfterMs: 7_000 },
      {
        status: 'enqueued',
        countAttempt: 'never',
        gate: { kind: 'close', reason: 'throttled', pauseMs: 7_000 },
      },
    ],
    [
      { kind: 'account-fault', reason: 'http-401' },
      {
        status: 'enqueued',
        countAttempt: 'never',
        gate: { kind: 'close', reason: 'http-401', firstPauseMs: 15_000 },
      },
    ],
    [
      { kind: 'unavailable', reason: 'connection-refused' },
      { status: 'enqueued', countAttempt: 'while-open', exhausted: 'failed', gate: { kind: 'failure' } },
    ],
    [
      { kind: 'unavailable', reason: 'http-503', retryAfterMs: 9_000 },
      { status: 'enqueued', countAttempt: 'while-open', gate: { kind: 'close', pauseMs: 9_000 } },
    ],
    [
      { kind: 'unknown', reason: 'error-status', denied: true, upstreamId: 'u2' },
      {
        status: 'unknown',
        detail: 'error-status',
        denied: true,
        upstreamId: 'u2',
        gate: { kind: 'failure' },
      },
    ],
    [
      { kind: 'unknown', reason: 'timeout' },
      { status: 'unknown', detail: 'timeout', gate: { kind: 'failure' } },
    ],
  ])('knows what follows %o', (outcome, expected) => {
    expect(after(outcome)).toMatchObject(expected)
  })

  it('sends again after an unknown outcome only where the policy says so, and never calls the last one failed', () => {
    const unknown = { kind: 'unknown', reason: 'timeout' } as const
    expect(after({ ...unknown, denied: true }, 'resend')).toMatchObject({ status: 'unknown', denied: true })
    expect(after(unknown, 'hold')).toMatchObject({ status: 'unknown' })
    expect(after(unknown, 'resend')).toMatchObject({
      status: 'enqueued',
      countAttempt: 'always',
      exhausted: 'unknown',
    })
  })
})
