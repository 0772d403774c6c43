import type { AccountStats } from '@disparo/service/stats'
import { expect, test } from 'vitest'
import { programSpeech } from '../words/index.js'
import { judgeAccount, type LaneWorkers } from './judge-account.js'

const lane = { waiting: 0, delayed: 0, active: 0, paused: false, oldestAge: 0, eta: 0, permits: 500 }
const quiet: AccountStats = {
  account: 'loja',
  lanes: [
    { ...lane, lane: 'urgent' },
    { ...lane, lane: 'bulk' },
  ],
  permitsUsed: 0,
  limit: { windowMs: 60_000, configured: 500, inForce: 500 },
  restingTemplates: 0,
  parked: { urgent: 0, bulk: 0 },
  unknown: 0,
  asleep: 0,
  haltedBatches: 0,
  suppressions: { count: 0, oldLegalLists: [] },
  unknownAge: 0,
  report: {
    openMessages: 0,
    openSlices: 0,
    lag: 0,
    quotaUsed: 0,
    quotaMax: 60,
    foreign: 0,
    missingMessages: 0,
  },
}
const working = { urgent: 2, bulk: 2, any: true }
const bad = (figures: Partial<AccountStats>, workers: LaneWorkers = working) =>
  judgeAccount({ ...quiet, ...figures }, workers, programSpeech).flatMap(({ check, level }) =>
    level === 'ok' ? [] : [[check, level]],
  )

test('an account with workers and nothing to do has nothing wrong', () => {
  expect(bad({})).toEqual([])
})

test('a report that shows less than half of what was accepted is a warning that names the field', () => {
  const found = judgeAccount(
    { ...quiet, report: { ...quiet.report, unmatchedBy: 'namespace' } },
    working,
    programSpeech,
  )
  expect(found.filter(({ level }) => level !== 'ok')).toMatchObject([
    { check: 'report shows what is sent', level: 'warn', found: expect.stringContaining('namespace') },
  ])
})

test('no worker is a warning, and a failure once messages wait for one', () => {
  const lanes: AccountStats['lanes'] = [
    { ...lane, lane: 'urgent' },
    { ...lane, lane: 'bulk', waiting: 1 },
  ]
  for (const workers of [{ urgent: 0, bulk: 0, any: true }, { any: false }])
    expect(bad({ lanes }, workers)).toEqual([
      ['lane urgent', 'warn'],
      ['lane bulk', 'fail'],
    ])
})

test('where Redis does not tell its clients, it is told whether any worker has shown itself', () => {
  const [urgent, bulk] = judgeAccount(quiet, { any: true }, programSpeech)
  for (const lane of [urgent, bulk])
    expect(lane).toMatchObject({ level: 'ok', found: expect.stringMatching(/workers run$/) })
})

test('an urgent message that waits is told, a bulk one is as it should be', () => {
  const waiting = { ...lane, waiting: 1, oldestAge: 60 }
  const lanes: AccountStats['lanes'] = [
    { ...waiting, lane: 'urgent' },
    { ...waiting, lane: 'bulk' },
  ]
  expect(bad({ lanes })).toEqual([['lane urgent', 'warn']])
})

test('a lane that is paused is a warning that says so, whether workers can be counted or not', () => {
  const lanes: AccountStats['lanes'] = [
    { ...lane, lane: 'urgent' },
    { ...lane, lane: 'bulk', waiting: 5, paused: true },
  ]
  for (const workers of [working, { any: true }]) {
    const bulk = judgeAccount({ ...quiet, lanes }, workers, programSpeech).find(
      ({ check }) => check === 'lane bulk',
    )
    expect(bulk).toMatchObject({ level: 'warn', found: expect.stringContaining('it is paused') })
  }
  expect(bad({ lanes }, { urgent: 2, bulk: 0, any: true })).toEqual([['lane bulk', 'fail']])
})

test.each([
  ['nothing', {}, 'warn'],
  ['what is put off', { delayed: 9 }, 'warn'],
  ['a message', { waiting: 1 }, 'fail'],
  ['a probe', { active: 1 }, 'fail'],
])('a closed gate names its reason; with %s in a lane it is judged %j: %s', (_name, counts, level) => {
  const lanes: AccountStats['lanes'] = [
    { ...lane, lane: 'urgent' },
    { ...lane, ...counts, lane: 'bulk' },
  ]
  const gate = judgeAccount({ ...quiet, lanes, closedBy: 'http-401' }, working, programSpeech).find(
    ({ check }) => check === 'gate',
  )
  expect(gate).toMatchObject({ level, found: expect.stringMatching(/^closed \(http-401\)/) })
})

test('a limit that is used up is waited for, and nothing is wrong', () => {
  expect(bad({ closedBy: 'limit-exhausted' })).toEqual([])
})

test('a limit that Hi Platform has lowered is a warning with both numbers, a higher one is told', () => {
  const limitOf = (limit: AccountStats['limit']) =>
    judgeAccount({ ...quiet, limit }, working, programSpeech).find(({ check }) => check === 'limit')
  const lowered = limitOf({ windowMs: 60_000, configured: 500, inForce: 250 })
  expect(lowered).toMatchObject({ level: 'warn', found: expect.stringMatching(/^250 requests.*500$/) })
  const higher = limitOf({ windowMs: 60_000, configured: 500, inForce: 500, higher: 1_000 })
  expect(higher).toMatchObject({ level: 'ok', found: expect.stringContaining('announces 1000') })
})

test('templates that cannot be read are a warning that says why, and which are in force', () => {
  const templates = { enforce: 'warn', source: 'file', total: 3, problems: [] } as const
  const fetchedAt = '2026-11-27T12:00:00.000Z'
  expect(bad({ templates: { ...templates, fetchedAt } })).toEqual([])
  const failure = { at: '2026-11-27T13:00:00.000Z', message: 'it is gone' }
  const found = judgeAccount(
    { ...quiet, templates: { ...templates, fetchedAt, failure } },
    working,
    programSpeech,
  )
  expect(found.find(({ check }) => check === 'template list')).toMatchObject({
    level: 'warn',
    found: expect.stringMatching(/3 templates.*12:00.*it is gone/),
  })
  const problems = [{ path: '[1]', message: 'has no name' }]
  expect(bad({ templates: { ...templates, fetchedAt, problems } })).toEqual([['template list', 'warn']])
})

test('templates that rest are a warning', () => {
  expect(bad({ restingTemplates: 2 })).toEqual([['templates', 'warn']])
  const oldLegalLists = [{ list: 'nao-me-ligue', listDate: '2026-09-01' }]
  expect(bad({ suppressions: { count: 1_000_000, oldLegalLists } })).toEqual([['suppressions', 'warn']])
})

test('doubt is a warning once the report should have told', () => {
  expect(bad({ unknown: 3, unknownAge: 600 })).toEqual([])
  expect(bad({ unknown: 3, unknownAge: 3_600 })).toEqual([['in doubt', 'warn']])
})

test('statuses that are late are told, where there is a report to scan', () => {
  const { lag: _, ...overXml } = quiet.report
  expect(bad({ report: { ...quiet.report, lag: 3_600 } })).toEqual([['report', 'warn']])
  expect(bad({ report: overXml })).toEqual([])
})

test('callbacks that are disabled, put aside or dropped are told', () => {
  const outbox = { events: 0, mostEvents: 10, mostDays: 7, used: 0, dropped: 0 }
  const callbacks = { enabled: true, waiting: 5, failed: 0, outbox, failuresInRow: 0 }
  const disabled = { at: '2026-11-22T00:00:00.000Z', reason: 'gone' }
  expect(bad({ callbacks })).toEqual([])
  expect(bad({ callbacks: { ...callbacks, failed: 2 } })).toEqual([['callbacks', 'warn']])
  expect(bad({ callbacks: { ...callbacks, pausedUntil: disabled.at } })).toEqual([['callbacks', 'warn']])
  for (const full of [{ used: 0.5 }, { dropped: 1 }])
    expect(bad({ callbacks: { ...callbacks, outbox: { ...outbox, ...full } } })).toEqual([
      ['callbacks', 'warn'],
    ])
  expect(bad({ callbacks: { ...callbacks, enabled: false, disabled } })).toEqual([['callbacks', 'warn']])
})
