import type { ServedStats } from '@disparo/service/stats'
import { expect, test } from 'vitest'
import { programSpeech } from '../words/index.js'
import { judgeLanes, judgeServed } from './judge-served.js'

const words = programSpeech.words.doctor

const at = new Date('2026-11-30T08:00:00Z')
const served = (
  name: string,
  servedBy: ServedStats['servedBy'],
  more: Partial<ServedStats> = {},
): ServedStats => ({
  ...{ name, servedBy, since: at, lastServed: Object.fromEntries(servedBy.map((by) => [by, at])) },
  ...more,
})

test('it tells which accounts are served, and by whom', () => {
  expect(
    judgeServed(
      [served('banco', ['worker']), served('loja', ['worker', 'producer'])],
      ['loja'],
      programSpeech,
    ),
  ).toEqual([{ check: 'served accounts', level: 'ok', found: 'banco (worker), loja (worker, producer)' }])
  expect(judgeServed([], ['loja'], programSpeech)[0]).toMatchObject({ level: 'ok', found: 'none now' })
})

test('what waits for an account that nobody serves any more is told, and that a producer takes what no worker sends', () => {
  const [, gone, taken, ...others] = judgeServed(
    [
      served('gone', [], { waiting: 3, lastServed: { worker: at } }),
      served('taken', ['producer'], { waiting: 0 }),
      served('empty', [], { waiting: 0 }),
      // Its lanes have findings of their own.
      served('here', ['producer'], { waiting: 9 }),
    ],
    ['here'],
    programSpeech,
  )
  expect(gone).toMatchObject({
    level: 'warn',
    found: 'gone: 3 messages wait, and no worker serves it (last at 2026-11-30T08:00:00.000Z)',
    change: expect.stringContaining('DISPARO_ACCOUNTS'),
  })
  expect(taken).toMatchObject({
    level: 'warn',
    found: 'taken: 0 messages wait, and no worker serves it (none ever has)',
    change: expect.stringContaining('WORKER_ACCOUNTS'),
  })
  expect(others).toEqual([])
})

test('of many accounts some are named', () => {
  const many = Array.from({ length: 300 }, (_, index) => served(`a${index}`, ['worker']))
  expect(judgeServed(many, [], programSpeech)[0]?.found).toMatch(/^a0 \(worker\), .* and 280 more$/)
})

test('lanes of an account that nobody ever served are told, with the name that is meant', () => {
  expect(judgeLanes([{ name: 'lojja', waiting: 2, closest: 'loja' }], words)).toMatchObject([
    {
      level: 'warn',
      found: 'lojja: 2 messages wait, and no program has ever served such an account; is "loja" meant?',
    },
  ])
  expect(judgeLanes([], words)).toEqual([])
})
