import { MessageStatus } from '@disparo/core/internal/message'
import { describe, expect, it } from 'vitest'
import { describeProgress, progressOf } from './progress.js'

function batch(counts: Partial<Record<MessageStatus, number>>) {
  const none = Object.fromEntries(MessageStatus.options.map((status) => [status, 0])) as Record<
    MessageStatus,
    number
  >
  return { total: 1200, counts: { ...none, ...counts } }
}

describe('progressOf', () => {
  it('counts as sent what the service has, and as waiting what may still be sent', () => {
    const counts = {
      accepted: 300,
      sent: 50,
      received: 30,
      read: 20,
      enqueued: 700,
      sending: 40,
      unknown: 10,
      failed: 50,
    }
    expect(progressOf(batch(counts), [], 0)).toEqual({
      ...{ total: 1200, sent: 400, waiting: 750, suppressed: 0, rate: 0 },
    })
  })

  it('judges the speed by the last four seconds only', () => {
    const samples = [
      { at: 0, sent: 0 },
      { at: 8_000, sent: 300 },
      { at: 9_000, sent: 350 },
    ]
    const progress = progressOf(batch({ accepted: 460, enqueued: 740 }), samples, 10_000)
    expect(progress).toMatchObject({ rate: 80, etaSeconds: 9.25 })
    expect(describeProgress(progress)).toBe('80/s, 740 waiting, ETA 10 s')
  })

  it('says how many are never sent, so that nobody waits for them', () => {
    const progress = progressOf(batch({ accepted: 1197, suppressed: 3 }), [], 0)
    expect(describeProgress(progress)).toBe('0/s, 0 waiting, 3 suppressed, ETA –')
  })

  it('promises no time while nothing moves', () => {
    const progress = progressOf(batch({ enqueued: 1200 }), [{ at: 0, sent: 0 }], 1_000)
    expect(describeProgress(progress)).toBe('0/s, 1200 waiting, ETA –')
  })
})
