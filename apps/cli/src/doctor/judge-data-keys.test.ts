import { expect, test } from 'vitest'
import { programSpeech } from '../words/index.js'
import { judgeDataKeys, type SealedSample } from './judge-data-keys.js'

const words = programSpeech.words.doctor

const judge = (sample: Partial<SealedSample>, keyIds: readonly string[] = ['2']) =>
  judgeDataKeys(
    { opened: 0, plain: 0, damaged: 0, missing: new Map(), ...sample },
    { keyIds, ledgerDays: 31 },
    words,
  )

test('what opens is all right, and what is older than the first key is no fault', () => {
  expect(judge({ opened: 7 })).toMatchObject([{ level: 'ok', found: expect.stringMatching(/^7 texts/) }])
  expect(judge({ opened: 7, plain: 3 })).toMatchObject([
    { level: 'ok', found: expect.stringMatching(/3 are not sealed/) },
  ])
  expect(judge({ plain: 3 }, [])).toMatchObject([
    { level: 'ok', found: expect.stringMatching(/no data key/) },
  ])
})

test('a key that is missing is named, with what to do, and with what cannot be sent without it', () => {
  const missing = new Map([
    ['1', { texts: 4, waiting: 3 }],
    ['old', { texts: 1, waiting: 0 }],
  ])
  expect(judge({ opened: 9, plain: 1, missing })).toMatchObject([
    {
      level: 'fail',
      found: expect.stringMatching(/^4 texts are .* key 1, .*; 3 messages of them cannot be sent$/),
      change: expect.stringMatching(/at the end of DISPARO_DATA_KEY.*ledgerDays \(31\)/),
    },
    { level: 'fail', found: expect.stringMatching(/^1 text is .* key old, which is not set here$/) },
  ])
  expect(judge({ missing }, [])).toMatchObject([{ level: 'fail' }, { level: 'fail' }])
})

test('another key of the same id is told from none', () => {
  const missing = new Map([['2', { texts: 4, waiting: 0 }]])
  expect(judge({ missing })).toMatchObject([
    { level: 'fail', change: expect.stringMatching(/^Another key has this id/) },
  ])
})

test('damage is warned of', () => {
  expect(judge({ opened: 9, damaged: 2 })).toMatchObject([
    { level: 'warn', found: '2 texts are damaged', change: expect.stringContaining('job:poisoned') },
  ])
})
