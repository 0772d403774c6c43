import { expect, it } from 'vitest'
import { type ChaosResult, countsOf, isKept } from './result.js'

const arrivals = new Map([
  ['once', 1],
  ['thrice', 3],
])

it.each([
  ['sent', 'once', { lost: 0, duplicates: 0, unresolved: 0 }],
  ['sent', 'thrice', { lost: 0, duplicates: 2, unresolved: 0 }],
  ['sent', 'never', { lost: 1, duplicates: 0, unresolved: 0 }],
  ['open', 'once', { lost: 0, duplicates: 0, unresolved: 1 }],
  ['open', 'never', { lost: 1, duplicates: 0, unresolved: 1 }],
  ['ended', 'never', { lost: 0, duplicates: 0, unresolved: 1 }],
] as const)('a message believed %s that arrived %s counts as %o', (state, to, expected) => {
  expect(countsOf({ beliefs: [{ to, state }] }, arrivals)).toEqual({ messages: 1, ...expected })
})

const kept: ChaosResult = {
  runs: 1,
  seed: 1,
  messages: 1,
  lost: 0,
  duplicates: 0,
  unresolved: 0,
  byStep: {},
  resend: {},
  plain: {},
}

it('the word is kept only when something was sent, and nothing lost, sent twice or left in doubt', () => {
  expect(isKept(kept)).toBe(true)
  expect(isKept({ ...kept, messages: 0 })).toBe(false)
  for (const broken of ['lost', 'duplicates', 'unresolved'] as const)
    expect(isKept({ ...kept, [broken]: 1 })).toBe(false)
})

it('under resend a message may be sent twice, but not be lost', () => {
  const urgent = { messages: 1, lost: 0, duplicates: 1, unresolved: 0 }
  expect(isKept({ ...kept, resend: { urgent } })).toBe(true)
  expect(isKept({ ...kept, resend: { urgent: { ...urgent, lost: 1 } } })).toBe(false)
})
