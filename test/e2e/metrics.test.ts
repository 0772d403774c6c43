import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { limitExhaustedReason } from '@disparo/core/internal/gate'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { everywhere, readManifest } from '../stack/manifests.test.support.js'
import { repositoryRoot } from '../stack/repository.js'
import { authorizationOf } from '../stack/service-user.js'
import { type Stack, startStack } from '../stack/start-stack.js'
import { patience } from './patience.test.support.js'
import { missingIn, seriesIn } from './query-labels.test.support.js'

const token = 'a-token-for-this-test'
const to = '5511900000042'
const doubtful = '5511900000043'
const webhookSecret = 'a-secret-of-the-address'
const deployed = (path: string) => join(repositoryRoot, 'deploy', path)

/** Prometheus's own checker, where it is installed. */
function promtool(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync('promtool', args, { input, encoding: 'utf8' })
  return { status, said: `${stdout}${stderr}` }
}
const installed = promtool(['--version']).status === 0
const checked = it.skipIf(!installed)
if (!installed)
  console.warn('promtool is not installed (Debian: apt install prometheus): its checks are skipped')

async function scrape(url: string, bearer = token): Promise<Response> {
  return fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${bearer}` } })
}

/** Names of metrics in queries; a histogram's parts are called by its own name. */
function metricsIn(text: string): string[] {
  const names = text.match(/\b(?:disparo|nodejs|process)_[a-z0-9_]+/g) ?? []
  return [...new Set(names.map((name) => name.replace(/_(?:bucket|sum|count)$/, '')))].sort()
}

async function becomes(id: string, status: string): Promise<void> {
  await vi.waitFor(async () => expect((await stack.producer.message(id))?.status).toBe(status), patience)
}

async function post(path: string, body: object): Promise<number> {
  const headers = { authorization: authorizationOf(stack.producer), 'content-type': 'application/json' }
  const url = `${stack.producer.url}${path}`
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status
}

/** How many messages of the account came to have each status, as one program tells it. */
async function statusesAt(url: string): Promise<Record<string, number>> {
  const text = await (await scrape(url)).text()
  const own = new RegExp(
    `^disparo_message_statuses_total{account="${stack.account}",lane="bulk",status="(\\w+)"} (\\d+)$`,
    'gm',
  )
  const counts = [...text.matchAll(own)].map(([, status = '', count]) => [status, Number(count)] as const)
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}

let stack: Stack
let workerUrl: string
let message: string
let texts: { producer: string; worker: string }

beforeAll(async () => {
  stack = await startStack({
    account: {
      webhookSecret: { env: 'STACK_WEBHOOK_SECRET' },
      // Nor is this file there.
      templates: { file: 'no-templates.json' },
      // Nobody is there.
      callback: {
        url: 'http://127.0.0.1:1',
        secret: { env: 'STACK_CALLBACK_SECRET' },
        allowPrivateAddresses: true,
      },
    },
    env: {
      producer: { METRICS_TOKEN: token, STACK_WEBHOOK_SECRET: webhookSecret },
      worker: { METRICS_TOKEN: token, HEALTH_PORT: '0', STACK_CALLBACK_SECRET: btoa('x'.repeat(32)) },
    },
  })
  // No status comes by the report, so that all are those of attempts, of the webhook, and of users.
  await stack.sandbox.setFaults([
    { fault: 'status', status: 503, on: 'report' },
    { fault: 'drop-after', to: doubtful },
  ])
  const { producer, workers } = stack
  workerUrl = /"event":"health:listening","url":"([^"]+)"/.exec(workers[0]?.output() ?? '')?.[1] ?? ''
  message = (await producer.send({ to, namespace: 'default', elementName: 'saudacao' })).id
  await becomes(message, 'accepted')
  // An account that Redis does not tell of in time is left out of one answer.
  const ofProducer = await vi.waitFor(async () => {
    const text = await (await scrape(producer.url)).text()
    expect(text).toContain(`disparo_account_up{account="${stack.account}"} 1`)
    return text
  }, patience)
  texts = { producer: ofProducer, worker: await (await scrape(workerUrl)).text() }
})
afterAll(() => stack?.stop())

describe('the metrics of a message that was sent', () => {
  it('are told by the producer: what was enqueued, and how the account stands', () => {
    const account = `account="${stack.account}"`
    expect(texts.producer).toContain(
      `disparo_messages_enqueued_total{${account},lane="bulk",source="http"} 1`,
    )
    expect(texts.producer).toContain(`disparo_gate_permits_used{${account}} 1`)
    expect(texts.producer).toContain(`disparo_report_open_messages{${account}} 1`)
    expect(texts.producer).toContain('disparo_redis_up 1')
  })

  it('are told by the worker: what it did itself', () => {
    const labels = `account="${stack.account}",lane="bulk"`
    expect(texts.worker).toContain(`disparo_attempts_total{${labels},outcome="accepted"} 1`)
    expect(texts.worker).toContain(`disparo_attempt_duration_seconds_count{${labels}} 1`)
    expect(texts.worker).toContain(`disparo_message_statuses_total{${labels},status="accepted"} 1`)
  })

  it('count each status once, by the program that brings it: workers, the webhook, or somebody who knows', async () => {
    const { account, producer } = stack
    expect(await statusesAt(producer.url)).toEqual({})
    const { upstreamId } = (await producer.message(message)) ?? {}
    const read = { type: 'Read', eventId: upstreamId }
    for (let time = 0; time < 2; time++) {
      expect(await post(`/webhooks/hi-broker/${account}/${webhookSecret}`, read)).toBe(200)
    }
    const { id } = await producer.send({ to: doubtful, namespace: 'default', elementName: 'saudacao' })
    await becomes(id, 'unknown')
    expect(await post(`/v1/accounts/${account}/messages/${id}/resolve`, { as: 'accepted' })).toBe(200)
    expect(await statusesAt(producer.url)).toEqual({ read: 1, accepted: 1 })
    expect(await statusesAt(workerUrl)).toEqual({ sending: 2, accepted: 1, unknown: 1 })
  })

  it('are all in docs/metrics.md, with their help, and no others', async () => {
    const document = await readFile(join(repositoryRoot, 'docs/metrics.md'), 'utf8')
    const rows = document.split('\n').flatMap((line) => {
      const [name = '', , , , help] = line.split(' | ').map((cell) => cell.replaceAll(/[`|]/g, '').trim())
      return name.startsWith('disparo_') ? [`${name} ${help}`] : []
    })
    const told = `${texts.producer}${texts.worker}`.matchAll(/^# HELP (disparo_.+)$/gm)
    expect(rows.toSorted()).toEqual([...new Set([...told].map(([, line]) => line))].toSorted())
  })

  it('name no recipient, and are for nobody without the token', async () => {
    expect(texts.producer + texts.worker).not.toContain(to)
    for (const url of [stack.producer.url, workerUrl]) {
      expect((await scrape(url, 'a-wrong-token-for-this-test')).status).toBe(401)
      expect((await fetch(`${url}/readyz`)).status).toBe(200)
    }
  })

  checked.each(['producer', 'worker'] as const)('of the %s are as Prometheus wants them', (app) => {
    expect(promtool(['check', 'metrics'], texts[app])).toEqual({ status: 0, said: '' })
  })
})

describe('the files in deploy/', () => {
  it.each(['prometheus/alerts.yml', 'prometheus/alerts.test.yml', 'grafana/disparo.json'])(
    '%s names metrics that are there',
    async (path) => {
      const there = [...`${texts.producer}${texts.worker}`.matchAll(/^# HELP (\S+)/gm)].map(
        ([, name]) => name,
      )
      const named = metricsIn(await readFile(deployed(path), 'utf8'))
      expect(named.length).toBeGreaterThan(5)
      expect(named.filter((name) => !there.includes(name))).toEqual([])
    },
  )

  it('ask for labels and values that are there', async () => {
    const [rules, dashboard, scraped] = await Promise.all([
      readFile(deployed('prometheus/alerts.yml'), 'utf8').then(parse),
      readFile(deployed('grafana/disparo.json'), 'utf8').then(JSON.parse),
      readFile(deployed('prometheus/prometheus.yml'), 'utf8').then(parse),
    ])
    const jobs = everywhere(scraped, 'job_name').map((job) => ({ job: String(job), instance: 'any' }))
    const series = jobs.flatMap((labels) => {
      const app = labels.job === 'disparo-producer' ? 'producer' : 'worker'
      // A gate that upstream says is used up: nothing in this stack is.
      const exhausted = { metric: 'disparo_gate_closed', labels: { ...labels, reason: limitExhaustedReason } }
      return [...seriesIn(texts[app], labels), exhausted, { metric: 'up', labels }]
    })
    const queries = [
      ...everywhere(rules, 'expr'),
      ...everywhere(dashboard, 'expr'),
      ...everywhere(readManifest('overlays/autoscaling/scaled-object.yaml'), 'query'),
    ].map((query) => String(query).replaceAll('$account', stack.account))
    expect(queries.length).toBeGreaterThan(40)
    expect(queries.flatMap((query) => missingIn(query, series))).toEqual([])

    const wrong = [
      'disparo_lane_messages{state="waitng"}',
      'disparo_lane_messages{state!="delyed"}',
      'disparo_lane_messages{lane="bulk",reason="none"}',
      'up{job=~"disparos-.*"}',
    ]
    expect(wrong.flatMap((query) => missingIn(`sum by (job) (${query})`, series))).toEqual(wrong)
    expect(missingIn('sum by (acount) (disparo_lane_messages)', series)).toEqual(['acount'])
  })

  it('show every figure of the account in the dashboard', async () => {
    const shown = metricsIn(await readFile(deployed('grafana/disparo.json'), 'utf8'))
    const gauges = [...texts.producer.matchAll(/^# TYPE (disparo_\S+) gauge$/gm)].map(([, name]) => name)
    expect(gauges.filter((name) => name && !shown.includes(name))).toEqual(leftOut)
  })

  it('name for every alert its section of the runbook', async () => {
    const text = await readFile(deployed('prometheus/alerts.yml'), 'utf8')
    const alerts = [...text.matchAll(/- alert: (\S+)/g)].map(([, name = '']) => name)
    const sections = [...text.matchAll(/runbook_url: (\S+)/g)].map(([, section]) => section)
    expect(sections).toEqual(alerts.map((name) => `docs/operations.md#${name.toLowerCase()}`))
    const tests = await readFile(deployed('prometheus/alerts.test.yml'), 'utf8')
    const fired = alerts.filter((name) => new RegExp(`alertname: ${name}\\n +exp_alerts`).test(tests))
    expect(fired).toEqual(alerts)
  })

  checked('hold valid rules, which alarm when they should', () => {
    for (const args of [
      ['check', 'rules', deployed('prometheus/alerts.yml')],
      ['test', 'rules', deployed('prometheus/alerts.test.yml')],
      ['check', 'config', '--syntax-only', deployed('prometheus/prometheus.yml')],
    ]) {
      const { status, said } = promtool(args)
      expect(status, said).toBe(0)
    }
  })
})

/** Slices say nothing that their messages do not. */
const leftOut = ['disparo_report_open_slices']
