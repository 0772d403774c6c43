import { Account } from '@disparo/core/internal/account'
import { expect, test } from 'vitest'
import { programSpeech } from '../words/index.js'
import type { Verdict } from './ask-upstream.js'
import { judgeUpstream } from './judge-upstream.js'

const words = programSpeech.words.doctor

const account = Account.parse({
  name: 'loja',
  configId: 'config',
  baseUrl: 'https://hi.example',
  username: { env: 'LOJA_USER' },
  password: { env: 'LOJA_PASSWORD' },
})
const now = Date.parse('2026-11-22T12:00:00Z')
const judge = (verdict: Verdict) => judgeUpstream(account, { verdict }, now, words)[0]

test('what Hi Platform takes is all right, as far as one can see without sending', () => {
  expect(judge({ kind: 'taken' })).toMatchObject({
    level: 'ok',
    found: expect.stringContaining('https://hi.example'),
  })
})

test.each([
  ['http-401', 'LOJA_USER and LOJA_PASSWORD'],
  ['xml-01', 'LOJA_USER and LOJA_PASSWORD'],
  ['http-403', 'The user (LOJA_USER) may not'],
  ['http-404', 'correct baseUrl (https://hi.example)'],
  ['http-3xx', 'correct baseUrl (https://hi.example)'],
])('refused by %s, it says what to mend', (reason, change) => {
  expect(judge({ kind: 'account-fault', reason })).toMatchObject({
    level: 'fail',
    found: expect.stringContaining(reason),
    change: expect.stringContaining(change),
  })
})

test.each<[Verdict, string]>([
  [{ kind: 'throttled' }, 'warn'],
  [{ kind: 'rejected', reason: 'http-400', detail: '' }, 'fail'],
  [{ kind: 'unavailable', reason: 'connection-refused' }, 'fail'],
  [{ kind: 'unknown', reason: 'timeout' }, 'fail'],
])('%j is judged: %s', (verdict, level) => {
  expect(judge(verdict)).toMatchObject({ level })
})

test('a clock that is a minute off is told, the coarseness of a Date header is not', () => {
  const at = (ms: number) =>
    judgeUpstream(account, { verdict: { kind: 'taken' }, date: new Date(now + ms) }, now, words)
  expect(at(-1_000)).toHaveLength(1)
  expect(at(-120_000)[1]).toMatchObject({ level: 'warn', found: expect.stringMatching(/behind/) })
})
