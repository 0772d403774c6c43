import type { LastSync } from '@disparo/core/internal/catalogue'
import { expect, test } from 'vitest'
import { isSyncDue } from './is-sync-due.js'

const minute = 60_000
const read: LastSync = { askedAt: 0, triedAt: 1_000_000, failed: false, from: 'a' }
const terms = { source: 'broker', from: 'a', isFirst: false } as const
const due = (after: number, last: Partial<LastSync> = {}, changed: object = {}) =>
  isSyncDue({ ...read, ...last }, { ...terms, ...changed, now: read.triedAt + after })

test("Hi Broker's list is read every hour, a file every minute", () => {
  expect([due(59 * minute), due(60 * minute)]).toEqual([false, true])
  const file = { source: 'file' }
  expect([due(59_000, {}, file), due(minute, {}, file)]).toEqual([false, true])
})

test('what failed is tried again after five minutes, a file after one', () => {
  const failed = { failed: true }
  expect([due(4 * minute, failed), due(5 * minute, failed)]).toEqual([false, true])
  expect(due(minute, failed, { source: 'file' })).toBe(true)
})

test('whoever asks has it read at once, also while it is being read; once is enough', () => {
  expect(due(1, { askedAt: read.triedAt + 1 })).toBe(true)
  expect(due(1, { askedAt: read.triedAt })).toBe(true)
  expect(due(1, { askedAt: read.triedAt - 1 })).toBe(false)
  expect(due(0, { triedAt: 0 })).toBe(true)
})

test('a worker that starts reads what failed, is a minute old, or was read by other settings', () => {
  const isFirst = true
  expect(due(minute, {}, { isFirst })).toBe(false)
  expect(due(minute + 1, {}, { isFirst })).toBe(true)
  expect(due(1, { failed: true }, { isFirst })).toBe(true)
  expect([due(1, { from: 'b' }, { isFirst }), due(1, { from: 'b' })]).toEqual([true, false])
})
