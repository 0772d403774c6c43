import { PassThrough } from 'node:stream'
import { connect } from '@disparo/core'
import { request } from 'undici'
import { afterAll, afterEach, beforeEach, expect, inject, test } from 'vitest'
import { startRedisProxy } from '../test-support/redis-proxy.js'
import { ask, authorization, startTestServer } from '../test-support/test-server.js'

const line = await startRedisProxy(inject('redisUrl'))
const door = await startTestServer({ redis: line.url })
/** Sees what is in Redis while the door does not. */
const witness = connect({ redis: inject('redisUrl'), account: door.account })
afterAll(async () => {
  await Promise.all([door.close(), witness.close()])
  await line.disconnect()
})
beforeEach(() => line.disconnect())
afterEach(ready)

function ready(): Promise<void> {
  return expect.poll(() => ask(`${door.url}/readyz`, 'GET')).toMatchObject({ status: 200 })
}

const anyId = '01920000-0000-7000-8000-000000000000'
const message = { to: '551199999999', namespace: 'ns', elementName: 'aviso' }
const head = 'to,namespace,elementName\n'
const rows = (count: number, first = 0) =>
  Array.from({ length: count }, (_, n) => `55119${90_000_000 + first + n},ns,aviso\n`).join('')

test('a message is refused with 503 and Retry-After, nothing is enqueued, and it can be repeated', async () => {
  const refused = await door.call('POST', '/messages', { body: message })
  expect(refused.status).toBe(503)
  expect(refused.headers['retry-after']).toBe('5')
  expect(refused.body.type).toBe('/problems/storage-unavailable')
  expect(door.log).toContainEqual(
    expect.objectContaining({ event: 'redis:unavailable', reason: 'ECONNREFUSED' }),
  )

  await line.reconnect()
  await ready()
  const headers = { 'idempotency-key': refused.body.idempotencyKey }
  expect((await door.call('POST', '/messages', { body: message, headers })).body.created).toBe(true)
})

test('status and readiness answer 503, and health does not mind', async () => {
  expect((await door.call('GET', `/messages/${anyId}`)).status).toBe(503)
  expect((await door.call('GET', `/batches/${anyId}`)).status).toBe(503)
  expect((await ask(`${door.url}/readyz`, 'GET')).status).toBe(503)
  expect((await ask(`${door.url}/healthz`, 'GET')).status).toBe(200)
  const answered = (route: string) => door.log.findLast((each) => each.route === route)
  await expect.poll(() => answered('/healthz')).toMatchObject({ level: 20, status: 200 })
  expect(answered('/readyz')).toMatchObject({ level: 30, status: 503 })
  await line.reconnect()
})

test('a batch is refused before its first row is read', async () => {
  const headers = { 'idempotency-key': 'never' }
  const refused = await door.call('POST', '/batches', { body: head + rows(10), type: 'text/csv', headers })
  expect(refused.status).toBe(503)
  await line.reconnect()
  await ready()
  const taken = await door.call('POST', '/batches', { body: head + rows(10), type: 'text/csv', headers })
  expect(taken.body).toMatchObject({ rows: 10, enqueued: 10 })
})

test('a batch cut off in the middle is completed by repeating it with the key of the answer', async () => {
  await line.reconnect()
  await ready()
  const body = new PassThrough()
  const answered = request(`${door.url}/v1/accounts/${door.account}/batches`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'text/csv' },
    body,
  })
  body.write(head + rows(1_500))
  // A thousand rows are a chunk and take two minutes to send: once that waits, the first chunk is enqueued.
  const minuteAhead = async () => Number((await witness.estimate('bulk')).sendAt) - Date.now() > 60_000
  await expect.poll(minuteAhead).toBe(true)
  await line.disconnect()
  body.end(rows(1_500, 1_500))
  const refused = await answered
  const problem = (await refused.body.json()) as { type: string; idempotencyKey: string }
  expect(refused.statusCode).toBe(503)
  expect(problem.type).toBe('/problems/storage-unavailable')

  await line.reconnect()
  await ready()
  const headers = { 'idempotency-key': problem.idempotencyKey }
  const whole = await door.call('POST', '/batches', { body: head + rows(3_000), type: 'text/csv', headers })
  expect(whole.body).toMatchObject({ rows: 3000, rejected: 0 })
  expect(whole.body.enqueued + whole.body.unchanged).toBe(3_000)
  expect((await witness.batch(whole.body.id))?.total).toBe(3_000)
})
