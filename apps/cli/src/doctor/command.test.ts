import { expect, test } from 'vitest'
import { programSpeech } from '../words/index.js'
import { describeFindings } from './command.js'

const words = programSpeech.words.doctor

test('findings are told in lines, with what to do below and how many there are of each level at the end', () => {
  const lines = describeFindings(
    [
      { check: 'Redis', level: 'ok', found: 'answers' },
      { check: 'gate', account: 'loja', level: 'fail', found: 'closed (http-401)', change: 'Mend it.' },
      { check: 'users', level: 'skipped', found: 'not here' },
    ],
    words,
  )
  expect(lines).toEqual([
    'ok       Redis       answers',
    'fail     loja: gate  closed (http-401)',
    '                     → Mend it.',
    'skipped  users       not here',
    '',
    '3 checks: 1 ok, 1 fail, 1 skipped',
  ])
})
