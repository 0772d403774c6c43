import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { begin } from '@disparo/core/internal/ledger'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { basic, password, startTestServer, user } from '@disparo/producer/test-support'
import { afterAll, expect, inject, test } from 'vitest'
import { runCommand } from './run.js'
import { speechOf } from './words/index.js'

const sender = 'only-sends'
const door = await startTestServer({
  users: (account) => [{ name: sender, password, roles: ['send', 'read'], accounts: [account] }],
})
const redis = openRedis(inject('redisUrl'), 'worker')
const keys = accountKeys(door.account)
afterAll(async () => {
  redis.disconnect()
  await door.close()
})
const env = {
  DISPARO_URL: door.url,
  DISPARO_USER: user,
  DISPARO_PASSWORD: password,
  DISPARO_ACCOUNT: door.account,
}
const message = { to: '5511900000001', namespace: 'ns', elementName: 'boas_vindas' }
const missing = '00000000-0000-4000-8000-000000000001'

async function enqueue(count = 2): Promise<string> {
  const rows = Array.from({ length: count }, () => message)
  return (await door.disparo.sendMany(rows, { rowsBy: 'place' })).id
}

/** What a worker hears that would send the first message. */
async function asked(batch: string): Promise<string> {
  const { kind } = await begin(redis, keys, {
    ...{ id: `${batch}-1`, token: 'a', batch, row: 1, message, lane: 'bulk', policy: 'verify' },
    limit: { max: 100, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 },
    ...{ maxAttempts: 8, attemptMs: 1_000, enqueuedAt: Date.now() },
    ledgerOptions: { retentionMs: 60_000, outbox: false },
  })
  return kind
}

async function run(...args: string[]) {
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), Readable.from([])]
  const code = await runCommand(args, { env, stdin, stdout, stderr })
  stdout.end()
  stderr.end()
  return { code, out: await text(stdout), err: await text(stderr) }
}

test('a batch is paused, resumed and cancelled, and says how it stands; who did so is kept and logged', async () => {
  const id = await enqueue()
  expect((await door.call('GET', `/batches/${id}`)).body).toMatchObject({ state: 'running' })
  const paused = await door.call('POST', `/batches/${id}/pause`)
  expect([paused.status, paused.body]).toMatchObject([
    200,
    { id, state: 'paused', paused: { by: user }, counts: { enqueued: 2 } },
  ])
  expect(await asked(id)).toBe('paused')
  expect((await door.call('POST', `/batches/${id}/resume`)).body).toMatchObject({ state: 'running' })
  expect((await door.call('POST', `/batches/${id}/pause`)).body).toMatchObject({ state: 'paused' })
  expect((await door.call('POST', `/batches/${id}/cancel`)).body).toMatchObject({ state: 'cancelled' })
  expect(await asked(id)).toBe('cancelled')
  const repeated = await door.call('POST', `/batches/${id}/cancel`)
  expect([repeated.status, repeated.body]).toMatchObject([200, { counts: { cancelled: 1, enqueued: 1 } }])
  expect((await door.call('GET', `/batches/${id}`)).body).toMatchObject({ state: 'cancelled' })
  const events = door.log.filter((line) => line.id === id).map(({ event, user }) => [event, user])
  const verbs = ['paused', 'resumed', 'paused', 'cancelled', 'cancelled']
  expect(events).toEqual(verbs.map((verb) => [`batch:${verb}`, user]))
})

test('what was cancelled is neither paused nor resumed, nor enqueued again', async () => {
  const options = { body: [message], headers: { 'idempotency-key': 'campaign' } }
  const { id } = (await door.call('POST', '/batches', options)).body
  await door.call('POST', `/batches/${id}/cancel`)
  const refusals = await Promise.all([
    door.call('POST', `/batches/${id}/pause`),
    door.call('POST', `/batches/${id}/resume`),
    door.call('POST', '/batches', options),
  ])
  for (const { status, body } of refusals) {
    expect([status, body.type]).toEqual([409, '/problems/batch-cancelled'])
    expect(body.detail).toMatch(/^This is final/)
  }
})

test('a body is not needed, and not looked at', async () => {
  const id = await enqueue()
  for (const [body, type] of [
    [undefined, 'application/json'],
    ['', 'application/json'],
    [{}, 'application/json'],
    ['a=b', 'application/x-www-form-urlencoded'],
  ] as const) {
    const { status } = await door.call('POST', `/batches/${id}/pause`, { body, type })
    expect(status).toBe(200)
  }
  const { status } = await door.call('POST', `/batches/${id}/pause`, { body: 'x'.repeat(5_000) })
  expect(status).toBe(413)
})

test('there must be such a batch, and the user must be an operator', async () => {
  for (const verb of ['pause', 'resume', 'cancel']) {
    for (const id of [missing, 'gate']) {
      const { status, body } = await door.call('POST', `/batches/${id}/${verb}`)
      expect([status, body.type]).toEqual([404, '/problems/unknown-batch'])
    }
    const id = await enqueue()
    const headers = { authorization: basic(sender, password) }
    expect((await door.call('POST', `/batches/${id}/${verb}`, { headers })).status).toBe(403)
    expect((await door.call('GET', `/batches/${id}`, { headers })).body).toMatchObject({ state: 'running' })
  }
})

test('disparo batch pauses, resumes and, with --yes, cancels', async () => {
  const id = await enqueue(3)
  const summary = `Batch ${id}: 3 messages in the bulk lane`
  const paused = new RegExp(`^${summary}; paused since 2\\S+ \\S+ \\S+ by ${user}\\.\\n  enqueued    3\\n$`)
  expect(await run('batch', 'pause', id)).toMatchObject({
    ...{ code: 0, out: expect.stringMatching(paused) },
  })
  const { out } = await run('batch', id)
  expect(out).toContain(`0 % is settled.\nWhat holds it up:\n`)
  expect(out).toMatch(
    new RegExp(
      `  - It is paused since 2\\S+ \\S+ \\S+ by ${user}\\. Go on with: disparo batch resume ${id}\n$`,
    ),
  )
  expect(await run('batch', 'resume', id)).toMatchObject({ code: 0, out: `${summary}.\n  enqueued    3\n` })
  expect(await asked(id)).toBe('go')
  expect((await run('batch', 'pause', id)).out).toMatch(/What had begun goes on: 1\.\n$/)
  expect(await run('batch', 'cancel', id)).toMatchObject({ code: 2, out: '' })
  expect((await run('batch', '--json', id)).out).toMatch(/"state":"paused"/)
  const cancelled = await run('batch', 'cancel', id, '--yes')
  expect(cancelled.code).toBe(0)
  expect(cancelled.out).toMatch(/; cancelled since 2\S+ \S+ \S+ by \S+\.\n/)
  expect(cancelled.out).toMatch(/The 2 that are still enqueued are not sent/)
  const asJson = await run('batch', 'cancel', id, '--yes', '--json')
  expect(JSON.parse(asJson.out)).toMatchObject({ id, state: 'cancelled' })
  expect(await run('batch', 'resume', id)).toMatchObject({
    ...{ code: 1, err: expect.stringContaining('The batch was cancelled (409).') },
  })
})

test('who may send stops what they enqueued themselves, and nothing of others', async () => {
  const headers = { authorization: basic(sender, password) }
  const own = (await door.call('POST', '/batches', { headers, body: [message] })).body.id
  for (const [verb, state] of [
    ['pause', 'paused'],
    ['resume', 'running'],
    ['cancel', 'cancelled'],
  ]) {
    const answer = await door.call('POST', `/batches/${own}/${verb}`, { headers })
    expect([answer.status, answer.body.state]).toEqual([200, state])
  }
  const ofOthers = (await door.call('POST', '/batches', { body: [{ ...message, to: '5511900000002' }] })).body
    .id
  for (const id of [ofOthers, await enqueue()]) {
    const { status, body } = await door.call('POST', `/batches/${id}/pause`, { headers })
    expect([status, body.type, body.detail]).toEqual([
      403,
      '/problems/forbidden',
      expect.stringContaining('operate'),
    ])
    expect((await door.call('GET', `/batches/${id}`, { headers })).body.state).toBe('running')
  }
  expect((await door.call('POST', `/batches/${missing}/pause`, { headers })).status).toBe(404)
})

test('PATCH and disparo batch pace let so many of a batch begin in a minute, and lift that', async () => {
  const id = await enqueue()
  const paced = await run('batch', 'pace', id, '120', '--json')
  expect([paced.code, JSON.parse(paced.out)]).toMatchObject([0, { maxPerMinute: 120 }])
  expect((await run('batch', 'pace', id, '90')).out).toContain('At most 90 of it begin in a minute')
  const lifted = await run('batch', 'pace', id, 'none', '--json')
  expect(JSON.parse(lifted.out)).not.toHaveProperty('maxPerMinute')
  expect((await run('batch', 'pace', id, 'fast')).code).toBe(2)
  const both = await door.call('PATCH', `/batches/${id}`, { body: { maxPerMinute: 60, name: 'Natal' } })
  expect([both.status, both.body]).toMatchObject([200, { maxPerMinute: 60, name: 'Natal' }])
  for (const maxPerMinute of [0, 1.5, 'x']) {
    const refused = await door.call('PATCH', `/batches/${id}`, { body: { maxPerMinute } })
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, 'maxPerMinute'])
  }
})

test('PATCH and disparo batch reschedule give a batch another sendAt, until it has begun', async () => {
  const id = await enqueue()
  const sendAt = new Date(Date.now() + 3_600_000).toISOString()
  const moved = await run('batch', 'reschedule', id, sendAt)
  expect([moved.code, moved.out]).toEqual([
    0,
    expect.stringContaining(`scheduled for ${speechOf({}).time(sendAt)}`),
  ])
  const both = await door.call('PATCH', `/batches/${id}`, { body: { sendAt, name: 'Natal' } })
  expect([both.status, both.body]).toMatchObject([200, { sendAt, name: 'Natal', state: 'scheduled' }])
  expect((await door.call('PATCH', `/batches/${id}`, { body: {} })).status).toBe(400)
  expect(await asked(id)).toBe('postponed')
  await run('batch', 'reschedule', id, new Date().toISOString())
  expect(await asked(id)).toBe('go')
  const late = await door.call('PATCH', `/batches/${id}`, { body: { sendAt } })
  expect([late.status, late.body.type]).toEqual([409, '/problems/batch-started'])
  expect(late.body.detail).toContain('sending')
})
