import { expect, test } from 'vitest'
import type { AccountFigures } from '../../metrics/account-figures.js'
import { judgeAccount } from './judge-account.js'

const lane = { waiting: 0, delayed: 0, active: 0, oldestAge: 0, eta: 0, permits: 500 }
const quiet: AccountFigures = {
  account: 'loja',
  lanes: [
    { ...lane, lane: 'urgent' },
    { ...lane, lane: 'bulk' },
  ],
  permitsUsed: 0,
  unknown: 0,
  unknownAge: 0,
  report: { openMessages: 0, openSlices: 0, lag: 0, quotaUsed: 0, quotaMax: 60, foreign: 0 },
}
const working = { urgent: 2, bulk: 2 }
const bad = (figures: Partial<AccountFigures>, workers = working) =>
  judgeAccount({ ...quiet, ...figures }, workers).flatMap(({ check, level }) =>
    level === 'ok' ? [] : [[check, level]],
  )

test('an account with workers and nothing to do has nothing wrong', () => {
  expect(bad({})).toEqual([])
})

test('no worker is a warning, and a failure once messages wait for one', () => {
  const lanes: AccountFigures['lanes'] = [
    { ...lane, lane: 'urgent' },
    { ...lane, lane: 'bulk', waiting: 1 },
  ]
  expect(bad({ lanes }, { urgent: 0, bulk: 0 })).toEqual([
    ['lane urgent', 'warn'],
    ['lane bulk', 'fail'],
  ])
})

test('where Redis does not tell its clients, nothing is said of workers', () => {
  const findings = judgeAccount(quiet, {}).slice(0, 2)
  expect(findings.map(({ level }) => level)).toEqual(['skipped', 'skipped'])
})

test('an urgent message that waits is told, a bulk one is as it should be', () => {
  const waiting = { ...lane, waiting: 1, oldestAge: 60 }
  const lanes: AccountFigures['lanes'] = [
    { ...waiting, lane: 'urgent' },
    { ...waiting, lane: 'bulk' },
  ]
  expect(bad({ lanes })).toEqual([['lane urgent', 'warn']])
})

test('a closed gate is a failure that names its reason', () => {
  const gate = judgeAccount({ ...quiet, closedBy: 'http-401' }, working).find(({ check }) => check === 'gate')
  expect(gate).toMatchObject({ level: 'fail', found: 'closed (http-401)' })
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

test('callbacks that are disabled or put aside are told', () => {
  const callbacks = { enabled: true, waiting: 5, failed: 0, failuresInRow: 0 }
  const disabled = { at: '2026-11-22T00:00:00.000Z', reason: 'gone' }
  expect(bad({ callbacks })).toEqual([])
  expect(bad({ callbacks: { ...callbacks, failed: 2 } })).toEqual([['callbacks', 'warn']])
  expect(bad({ callbacks: { ...callbacks, enabled: false, disabled } })).toEqual([['callbacks', 'warn']])
})
