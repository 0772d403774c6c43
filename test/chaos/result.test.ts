import { expect, it } from 'vitest'
import { type ChaosResult, countsOf, isKept, resultOf } from './result.js'

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
  ['resting', 'never', { lost: 0, duplicates: 0, unresolved: 0 }],
  ['resting', 'thrice', { lost: 0, duplicates: 2, unresolved: 0 }],
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
  figures: [],
}

it('the word is kept only when something was sent, and nothing lost, sent twice or left in doubt', () => {
  expect(isKept(kept)).toBe(true)
  expect(isKept({ ...kept, messages: 0 })).toBe(false)
  for (const broken of ['lost', 'duplicates', 'unresolved'] as const)
    expect(isKept({ ...kept, [broken]: 1 })).toBe(false)
})

it('the word is not kept when a figure of a trial is out of its bounds', () => {
  const figure = { trial: 'outage', name: 'lines', unit: 'lines', atMost: 2 }
  expect(isKept({ ...kept, figures: [{ ...figure, value: 2 }] })).toBe(true)
  expect(isKept({ ...kept, figures: [{ ...figure, value: 3 }] })).toBe(false)
})

it('what a trial came to stands beside the steps, and counts in the totals', () => {
  const trial = { name: 'outage', says: '', usual: { messages: 1, seconds: 1 }, run: () => Promise.reject() }
  const beliefs = [
    { to: 'thrice', state: 'sent' },
    { to: 'never', state: 'open' },
  ] as const
  const figures = [{ name: 'lines', unit: 'lines', value: 1 }]
  const counts = { messages: 2, lost: 1, duplicates: 2, unresolved: 1 }
  const trials = [{ trial, beliefs, arrivals, figures }]
  const result = resultOf({ runs: 1, seed: 1, turns: [], arrivals: new Map(), trials })
  expect(result).toMatchObject({ ...counts, byStep: { outage: counts } })
  expect(result.figures).toEqual([{ trial: 'outage', name: 'lines', unit: 'lines', value: 1 }])
})

it('under resend a message may be sent twice, but not be lost', () => {
  const urgent = { messages: 1, lost: 0, duplicates: 1, unresolved: 0 }
  expect(isKept({ ...kept, resend: { urgent } })).toBe(true)
  expect(isKept({ ...kept, resend: { urgent: { ...urgent, lost: 1 } } })).toBe(false)
})
