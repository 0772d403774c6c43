import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { openWorkerMetrics } from './worker-metrics.js'

function open() {
  const registry = new Registry()
  const metrics = openWorkerMetrics(registry)
  const values = async () => {
    const lines = (await registry.metrics()).split('\n').filter((line) => line && !line.startsWith('#'))
    return Object.fromEntries(lines.map((line) => line.split(' ')))
  }
  return { metrics, values }
}

test('an account that has done nothing has its counters at 0, so that their first increase is seen', async () => {
  const { metrics, values } = open()
  metrics.account('loja')
  expect(await values()).toMatchObject({
    'disparo_attempts_total{account="loja",lane="urgent",outcome="account-fault"}': '0',
    'disparo_attempts_total{account="loja",lane="bulk",outcome="accepted"}': '0',
    'disparo_message_statuses_total{account="loja",lane="bulk",status="failed"}': '0',
    'disparo_message_statuses_total{account="loja",lane="urgent",status="rejected"}': '0',
    'disparo_stalled_jobs_total{account="loja",lane="bulk"}': '0',
    'disparo_job_faults_total{account="loja",lane="urgent"}': '0',
    'disparo_gate_closures_total{account="loja",reason="throttled"}': '0',
    'disparo_gate_pause_seconds_total{account="loja",reason="http-4xx"}': '0',
    'disparo_report_requests_total{account="loja",result="refused"}': '0',
    'disparo_callback_attempts_total{account="loja",result="failed"}': '0',
    disparo_redis_errors_total: '0',
  })
})

test('attempts are counted by outcome and timed by lane, each account for itself', async () => {
  const { metrics, values } = open()
  const loja = metrics.account('loja')
  metrics.account('banco').attempt({ lane: 'bulk', outcome: 'accepted', seconds: 1 })
  loja.attempt({ lane: 'bulk', outcome: 'accepted', seconds: 0.07 })
  loja.attempt({ lane: 'bulk', outcome: 'unknown', seconds: 15 })
  expect(await values()).toMatchObject({
    'disparo_attempts_total{account="loja",lane="bulk",outcome="accepted"}': '1',
    'disparo_attempts_total{account="loja",lane="bulk",outcome="unknown"}': '1',
    'disparo_attempts_total{account="banco",lane="bulk",outcome="accepted"}': '1',
    'disparo_attempt_duration_seconds_bucket{le="0.05",account="loja",lane="bulk"}': '0',
    'disparo_attempt_duration_seconds_bucket{le="0.1",account="loja",lane="bulk"}': '1',
    'disparo_attempt_duration_seconds_count{account="loja",lane="bulk"}': '2',
  })
})

test('the gate is counted when it closes, with the reason of the outcome and the pause', async () => {
  const { metrics, values } = open()
  const loja = metrics.account('loja')
  loja.gate({ kind: 'closed', ms: 1_500 }, { kind: 'unavailable', reason: 'http-503' })
  loja.gate({ kind: 'closed', ms: 500 }, { kind: 'unavailable', reason: 'http-503' })
  loja.gate({ kind: 'closed', ms: 60_000 }, { kind: 'throttled' })
  loja.gate({ kind: 'opened' }, { kind: 'accepted' })
  loja.gate({ kind: 'unchanged' }, undefined)
  const seen = await values()
  const told = Object.entries(seen).filter(([name, value]) => /gate_(clos|pause)/.test(name) && value !== '0')
  expect(Object.fromEntries(told)).toEqual({
    'disparo_gate_closures_total{account="loja",reason="http-503"}': '2',
    'disparo_gate_closures_total{account="loja",reason="throttled"}': '1',
    'disparo_gate_pause_seconds_total{account="loja",reason="http-503"}': '2',
    'disparo_gate_pause_seconds_total{account="loja",reason="throttled"}': '60',
  })
})

test('statuses, waits, stalled jobs, the report and callbacks are counted', async () => {
  const { metrics, values } = open()
  const loja = metrics.account('loja')
  loja.status({ lane: 'bulk', status: 'read' })
  loja.wait('bulk')
  loja.stalled('urgent')
  loja.fault('bulk')
  loja.reportRequest('page')
  loja.scan({ items: 10, matched: 7, released: 1 })
  loja.callback({ result: 'gone', seconds: 0.2 })
  metrics.redisError()
  expect(await values()).toMatchObject({
    'disparo_message_statuses_total{account="loja",lane="bulk",status="read"}': '1',
    'disparo_gate_waits_total{account="loja",lane="bulk"}': '1',
    'disparo_stalled_jobs_total{account="loja",lane="urgent"}': '1',
    'disparo_job_faults_total{account="loja",lane="bulk"}': '1',
    'disparo_report_requests_total{account="loja",result="page"}': '1',
    'disparo_report_scans_total{account="loja"}': '1',
    'disparo_report_items_total{account="loja"}': '10',
    'disparo_report_matched_total{account="loja"}': '7',
    'disparo_report_released_total{account="loja"}': '1',
    'disparo_callback_attempts_total{account="loja",result="gone"}': '1',
    'disparo_callback_duration_seconds_count{account="loja"}': '1',
    disparo_redis_errors_total: '1',
  })
})
