import { randomUUID } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import { connect } from '@disparo/core'
import { Account } from '@disparo/core/internal/account'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { createHiClient } from '@disparo/hi-platform/rest'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { expect, inject, onTestFinished, test } from 'vitest'
import { startAccountWorker } from './account-worker.js'
import { startCallbacks } from './callbacks/start-callbacks.js'
import { openWorkerMetrics } from './metrics/worker-metrics.js'
import { startReconciliation } from './reconcile/reconcile-account.js'
import { openReconcileFixture, rowAt } from './reconcile/reconcile-fixture.test.support.js'
import { messages, openXmlFixture } from './xml/xml-fixture.test.support.js'

const log = pino({ level: 'silent' })

/** Counts for one account; answers what is not 0, by metric and labels, durations aside. */
function open(name: string) {
  const registry = new Registry()
  const metrics = openWorkerMetrics(registry).account(name)
  const counted = async () => {
    const lines = (await registry.metrics()).replaceAll(/account="[^"]+",?/g, '').split('\n')
    const counts = lines.filter((line) => /^\w+_total/.test(line) && !/_seconds_|_waits_| 0$/.test(line))
    return Object.fromEntries(
      counts
        .map((line) => line.replace('{}', '').replace('disparo_', '').split(' '))
        .map(([k, v]) => [k, Number(v)]),
    )
  }
  return { metrics, counted }
}

/** Hi Platform at /platform, whose answers come in order and then are 200; and the receiver of callbacks. */
async function serve(answers: ((response: ServerResponse) => void)[]) {
  const told: unknown[] = []
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    if (request.url === '/callback') told.push(request.url)
    const answer = request.url === '/callback' || request.method === 'GET' ? undefined : answers.shift()
    if (answer) answer(response)
    else response.writeHead(200).end('{"status":"OK"}')
  })
  const { url, close } = await listenOnLoopback(server)
  onTestFinished(close)
  return { url, told }
}

const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(code, headers).end()

test('a worker counts its attempts, what they did to the gate, the statuses, and callbacks', async () => {
  const name = `counted-${randomUUID().slice(0, 8)}`
  const hi = await serve([status(429, { 'retry-after': '1' }), status(401), status(400)])
  const { metrics, counted } = open(name)
  const account = Account.parse({
    name,
    configId: 'c',
    baseUrl: hi.url,
    username: 'u',
    password: { env: 'UNUSED' },
    outage: { firstPauseMs: 20, longestPauseMs: 20 },
    callback: { url: `${hi.url}/callback`, secret: { env: 'UNUSED' }, allowPrivateAddresses: true },
  }) as Account & { callback: NonNullable<Account['callback']> }
  const url = inject('redisUrl')
  const redis = openRedis(url, 'worker')
  const disparo = connect({ redis: url, account: { name, callback: account.callback } })
  const common = { redis, log, metrics, onRedisError: () => {} }
  const credentials = { username: 'u', password: 'p' }
  const worker = startAccountWorker({ ...common, account, credentials, concurrency: 1 })
  const callbacks = startCallbacks({ ...common, account, secrets: [btoa('x'.repeat(32))] })
  onTestFinished(async () => {
    await Promise.all([worker.stop(0), callbacks.stop(0), disparo.close()])
    const keys = await redis.keys(`${accountKeys(name).prefix}*`)
    await redis.del(keys)
    redis.disconnect()
  })

  const message = { to: '5511900000001', namespace: 'ns', elementName: 'aviso' }
  const rejected = await disparo.send(message, { lane: 'urgent' })
  await expect.poll(async () => (await disparo.status(rejected.id))?.status).toBe('rejected')
  const accepted = await disparo.send(message, { lane: 'bulk' })
  await expect.poll(async () => (await disparo.status(accepted.id))?.status).toBe('accepted')
  await expect.poll(async () => (await disparo.callbacks()).waiting).toBe(0)

  expect(hi.told.length).toBeGreaterThan(0)
  expect(await counted()).toEqual({
    'attempts_total{lane="urgent",outcome="throttled"}': 1,
    'attempts_total{lane="urgent",outcome="account-fault"}': 1,
    'attempts_total{lane="urgent",outcome="rejected"}': 1,
    'attempts_total{lane="bulk",outcome="accepted"}': 1,
    'message_statuses_total{lane="urgent",status="sending"}': 3,
    'message_statuses_total{lane="urgent",status="enqueued"}': 2,
    'message_statuses_total{lane="urgent",status="rejected"}': 1,
    'message_statuses_total{lane="bulk",status="sending"}': 1,
    'message_statuses_total{lane="bulk",status="accepted"}': 1,
    'gate_closures_total{reason="throttled"}': 1,
    'gate_closures_total{reason="http-401"}': 1,
    'callback_attempts_total{result="delivered"}': hi.told.length,
  })
})

test('a reconciler counts its requests, its scans and the statuses that they bring', async () => {
  const { metrics, counted } = open('counted-report')
  const scene = await openReconcileFixture('counted-report')
  await scene.put('m1', 5)
  await scene.put('m2', 6, { to: '5511900000002' })
  scene.server.rows = [rowAt(5, { sent: 6, read: 9 })]
  const { account, redis, lanes, log } = scene
  const hi = createHiClient({
    ...{
      baseUrl: scene.server.url,
      configId: account.configId,
      username: 'usuarioApi',
      password: 'senhaApi',
    },
    ...{ wireFormat: 'hi', requestTimeoutMs: 30_000 },
  })
  const scanned = scene.next('report:scanned')
  const reconciliation = startReconciliation({ account, redis, lanes, hi, log, metrics })
  onTestFinished(() => reconciliation.stop().then(hi.close))
  await scanned
  const counts = await counted()
  expect(counts).toMatchObject({
    'message_statuses_total{lane="bulk",status="sent"}': 1,
    'message_statuses_total{lane="bulk",status="read"}': 1,
    report_scans_total: 1,
    report_items_total: 1,
    report_matched_total: 1,
  })
  expect(counts['report_requests_total{result="page"}']).toBe(scene.server.asked.length)
})

test('a worker that goes by XML counts each message of a request, and each status that 50.02 brings, once', async () => {
  const { metrics, counted } = open('counted-xml')
  const scene = await openXmlFixture('counted-xml')
  await scene.work(metrics)
  const { id } = await scene.disparo.sendMany(messages(3))
  await expect.poll(() => scene.counts(id)).toMatchObject({ accepted: 3 })
  for (const word of ['Enviado', 'Enviado', 'Lido']) {
    scene.server.wordOf = () => word
    const scanned = scene.next('report:scanned')
    await scene.makeDue()
    await scanned
  }
  expect(await counted()).toMatchObject({
    'message_statuses_total{lane="bulk",status="sending"}': 3,
    'message_statuses_total{lane="bulk",status="accepted"}': 3,
    'message_statuses_total{lane="bulk",status="sent"}': 3,
    'message_statuses_total{lane="bulk",status="read"}': 3,
    report_scans_total: 3,
  })
})
