import { Holdup } from '@disparo/api'
import { expect, test } from 'vitest'
import { more as en } from '../words/en-more.js'
import { formatOf } from '../words/format.js'
import { more as ptBR } from '../words/pt-BR-more.js'
import { concernsUrgent, describeGate, describeHoldup, stopsAll } from './describe-holdup.js'

const at = '2026-11-30T12:00:00.000Z'
const now = Date.parse(at)
const every: Holdup[] = [
  { reason: 'redis-full', detail: 'OOM' },
  { reason: 'no-worker' },
  { reason: 'lane-paused', lane: 'bulk' },
  { reason: 'gate-closed', detail: 'http-401' },
  { reason: 'paused', by: 'ana', at },
  { reason: 'halted', why: 'share', at, rejected: 15, of: 50 },
  { reason: 'canary', messages: 20 },
  { reason: 'scheduled', at, messages: 1_234 },
  { reason: 'quiet-hours', messages: 7, until: at },
  { reason: 'cap', until: at },
  { reason: 'cap-counting' },
  { reason: 'batch-pace', maxPerMinute: 60, until: at },
  { reason: 'worker-without-data-key' },
  { reason: 'suppression-unreadable' },
  { reason: 'template-resting', namespace: 'ns', elementName: 'boleto', detail: 'http-404', until: at },
  { reason: 'limit-lowered', max: 250, configured: 500, until: at },
  { reason: 'behind', messages: 40_000 },
  { reason: 'retrying', messages: 3, until: at },
  { reason: 'in-doubt', messages: 2, waiting: 'report-lag' },
]

test('every reason has a sentence in both languages, with a full stop and nothing undefined', () => {
  const reasons = Holdup.options.map(({ shape }) => shape.reason.value)
  expect(every.map(({ reason }) => reason)).toEqual(reasons)
  for (const [words, format] of [
    [ptBR.holdups, formatOf('pt-BR')],
    [en.holdups, formatOf('en')],
  ] as const) {
    for (const holdup of every) {
      const sentence = describeHoldup(holdup, { words, format, now })
      expect(sentence).toMatch(/\.$|\d$/)
      expect(sentence).not.toMatch(/undefined|NaN|Invalid/)
    }
  }
})

test('a closed gate is told with since when, and whether it goes on at a time or is only tried then', () => {
  const tell = (holdup: object) =>
    describeHoldup({ reason: 'gate-closed', detail: 'http-401', ...holdup }, telling)
  const telling = { words: ptBR.holdups, format: formatOf('pt-BR'), now }
  const since = new Date(now - 180_000).toISOString()
  expect(tell({ since })).toBe('o Hi Platform recusou o usuário ou a senha há 3 min.')
  expect(tell({ since, until: at })).toMatch(/ há 3 min\. A próxima tentativa é às \d\d:\d\d\.$/)
  expect(tell({ detail: 'throttled', until: at })).toMatch(/ esperar\. Volta às \d\d:\d\d\.$/)
})

test('a refused password, and Hi Platform being down, are told as such', () => {
  expect(describeGate('http-401', ptBR.holdups)).toContain('senha')
  expect(describeGate('connection-refused', ptBR.holdups)).toContain('fora do ar')
  expect(describeGate('strange-code', ptBR.holdups)).toContain('strange-code')
})

test('what campaigns alone wait for is not told of urgent messages', () => {
  expect(every.filter((holdup) => !concernsUrgent(holdup)).map(({ reason }) => reason)).toEqual([
    ...['lane-paused', 'quiet-hours', 'cap', 'cap-counting', 'in-doubt'],
  ])
  expect(concernsUrgent({ reason: 'lane-paused', lane: 'urgent' })).toBe(true)
})

test('what only slows a campaign down is not told as if nothing went', () => {
  expect(every.filter(stopsAll).map(({ reason }) => reason)).toEqual([
    ...['redis-full', 'no-worker', 'lane-paused', 'gate-closed', 'paused', 'halted', 'scheduled'],
    'suppression-unreadable',
  ])
})
