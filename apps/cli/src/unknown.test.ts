import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { begin, readDoubts, recordDoubts, type StatusChange, settle } from '@disparo/core/internal/ledger'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { password, startTestServer, user } from '@disparo/producer/test-support'
import { afterAll, expect, inject, test } from 'vitest'
import { runCommand } from './run.js'

const changes: StatusChange[] = []
const door = await startTestServer({ onStatus: (change) => void changes.push(change) })
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

/** Enqueues a message and makes it unknown, as a worker does whose POST was answered by nobody. */
async function inDoubt(id?: string, request?: string): Promise<string> {
  if (id === undefined) return inDoubt((await door.disparo.send(message)).id, request)
  const common = {
    id,
    request,
    token: id,
    ledgerOptions: { retentionMs: 60_000, outbox: false },
    maxAttempts: 8,
  }
  await begin(redis, keys, {
    ...common,
    message,
    lane: 'bulk',
    policy: 'hold',
    limit: { max: 100, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 },
    attemptMs: 1_000,
    enqueuedAt: Date.now(),
  })
  await settle(redis, keys, {
    ...common,
    outage: { closeAfter: 9, firstPauseMs: 1, longestPauseMs: 1 },
    settlement: {
      status: 'unknown',
      countAttempt: 'always',
      exhausted: 'failed',
      detail: 'timeout',
      gate: { kind: 'none' },
    },
  })
  return id
}

const run = (...args: string[]) => runWith('', ...args)

async function runWith(input: string, ...args: string[]) {
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), Readable.from([input])]
  const code = await runCommand(args, { env, stdin, stdout, stderr })
  stdout.end()
  stderr.end()
  return { code, out: await text(stdout), err: await text(stderr) }
}

test('a message in doubt is listed until somebody says what became of it, by name', async () => {
  const id = await inDoubt()
  expect((await door.call('GET', '/unknown')).body.messages).toMatchObject([
    { id, status: 'unknown', detail: 'timeout' },
  ])
  const answer = await door.call('POST', `/messages/${id}/resolve`, { body: { as: 'accepted' } })
  expect(answer).toMatchObject({
    status: 200,
    body: { status: 'accepted', detail: expect.stringMatching(/^accepted, says tests at \d{4}-/) },
  })
  expect((await door.call('GET', '/unknown')).body.messages).toEqual([])
  const said = { event: 'message:resolved', account: door.account, id, as: 'accepted', user }
  expect(door.log).toContainEqual(expect.objectContaining(said))
})

test('a message in doubt says what that waits for, and how much of its time is shown', async () => {
  const id = await inDoubt()
  const listed = async () => (await door.call('GET', '/unknown')).body.messages
  expect(await listed()).toMatchObject([{ id, waiting: 'report-lag' }])
  const [{ sendingAt = 0 } = {}] = await readDoubts(redis, keys, 1)
  await recordDoubts(redis, keys, [{ id, sendingAt, note: { why: 'look-alike', shown: 11, of: 12 } }])
  expect(await listed()).toMatchObject([{ id, waiting: 'look-alike', evidence: { shown: 11, of: 12 } }])
  expect((await door.call('GET', `/messages/${id}`)).body).toMatchObject({ waiting: 'look-alike' })
  expect((await run('unknown', 'list')).out).toContain('waits: look-alike (11 of 12 accepted then are shown)')
  const resolved = await door.call('POST', `/messages/${id}/resolve`, { body: { as: 'accepted' } })
  expect(resolved.body).not.toHaveProperty('waiting')
})

test('what somebody says of a message in doubt is told to who counts statuses, once', async () => {
  const [sent, lost, jobless] = [await inDoubt(), await inDoubt(), await inDoubt()]
  await redis.del(`${keys.prefix}:${door.account}-bulk:${jobless}`)
  changes.length = 0
  await door.call('POST', `/messages/${sent}/resolve`, { body: { as: 'accepted' } })
  await door.call('POST', `/messages/${lost}/resolve`, { body: { as: 'resend' } })
  expect(changes.splice(0)).toEqual([
    { lane: 'bulk', status: 'accepted' },
    { lane: 'bulk', status: 'enqueued' },
  ])
  await door.call('POST', `/messages/${sent}/resolve`, { body: { as: 'accepted' } })
  expect(changes).toEqual([])
  await door.call('POST', `/messages/${jobless}/resolve`, { body: { as: 'resend' } })
  expect(changes.map(({ status }) => status)).toEqual(['enqueued', 'failed'])
})

test('a message that is certain cannot be resolved', async () => {
  const { id } = await door.disparo.send(message)
  expect(await door.call('POST', `/messages/${id}/resolve`, { body: { as: 'resend' } })).toMatchObject({
    status: 409,
    body: { type: '/problems/not-unknown', detail: expect.stringContaining('enqueued') },
  })
  expect(await door.call('POST', '/messages/none/resolve', { body: { as: 'resend' } })).toMatchObject({
    status: 404,
  })
  expect(await door.call('POST', `/messages/${id}/resolve`, { body: { as: 'sent' } })).toMatchObject({
    status: 400,
  })
})

test('the command line lists and resolves', async () => {
  const id = await inDoubt()
  expect(await run('unknown', 'list')).toMatchObject({ code: 0, out: expect.stringContaining(id) })
  expect(await run('unknown', 'resolve', id)).toMatchObject({
    code: 2,
    err: expect.stringContaining('--accepted'),
  })
  const resolved = await run('unknown', 'resolve', id, '--resend', '--json')
  expect(resolved).toMatchObject({ code: 0 })
  expect(JSON.parse(resolved.out)).toMatchObject({ id, status: 'enqueued' })
  expect((await run('unknown', 'list')).out).toContain('No message is in doubt.')
})

test('the command line resolves several by their ids, which may come by the standard input, and tells what was in no doubt', async () => {
  const [first, second, third] = [await inDoubt(), await inDoubt(), await inDoubt()] as const
  expect(await run('unknown', 'resolve', first, second, '--accepted')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Resolved 2 messages as accepted.'),
  })
  const again = await runWith(
    `${third}\n${first} ${third}\n`,
    'unknown',
    'resolve',
    '-',
    '--resend',
    '--json',
  )
  expect(again.code).toBe(1)
  expect(JSON.parse(again.out)).toEqual({
    resolved: 1,
    results: [
      { id: third, resolved: true, status: 'enqueued' },
      { id: first, resolved: false, status: 'accepted' },
    ],
  })
  for (const args of [['-'], [first, '--batch', first], []]) {
    expect(await runWith(' \n', 'unknown', 'resolve', ...args, '--accepted')).toMatchObject({ code: 2 })
  }
})

const statusesOf = (ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await door.disparo.status(id))?.status))
/** A batch of so many messages in doubt, and their ids. */
async function batchInDoubt(count: number) {
  const rows = Array.from({ length: count }, (_, n) => ({ ...message, to: `${5_511_910_000_000 + n}` }))
  const { id } = await door.disparo.sendMany(rows)
  const ids = rows.map((_, n) => `${id}-${n + 1}`)
  for (const each of ids) await inDoubt(each)
  return { id, ids }
}

test('many messages in doubt are resolved by their ids, and those of which there is no doubt are named', async () => {
  const ids = [await inDoubt(), await inDoubt()]
  const other = await inDoubt()
  const { id: certain } = await door.disparo.send(message)
  const body = { as: 'resend', ids: [...ids, certain, 'none'] }
  expect(await door.call('POST', '/unknown/resolve', { body })).toMatchObject({
    status: 200,
    body: {
      ...{ resolved: 2, notUnknown: [certain, 'none'], more: false },
      results: [
        ...ids.map((id) => ({ id, resolved: true, status: 'enqueued' })),
        { id: certain, resolved: false, status: 'enqueued' },
        { id: 'none', resolved: false },
      ],
    },
  })
  expect(await statusesOf([...ids, other])).toEqual(['enqueued', 'enqueued', 'unknown'])
  expect((await door.disparo.status(ids[0] ?? ''))?.detail).toMatch(/^resend, says tests at /)
  const said = { event: 'messages:resolved', account: door.account, as: 'resend', user, resolved: 2 }
  expect(door.log).toContainEqual(expect.objectContaining(said))
  await door.disparo.resolve(other, { as: 'accepted', by: 'me' })
})

test('the doubts of a batch, or of a request, are resolved at once, and no other', async () => {
  const { id, ids } = await batchInDoubt(3)
  const other = await batchInDoubt(2)
  expect(await run('unknown', 'resolve', '--batch', id, '--accepted')).toMatchObject({
    code: 0,
    out: expect.stringContaining('3 messages'),
  })
  expect(await statusesOf([...ids, ...other.ids])).toEqual([
    ...Array(3).fill('accepted'),
    ...Array(2).fill('unknown'),
  ])
  const request = '4k0x8s1m2q9ze'
  const together = [await inDoubt(undefined, request), await inDoubt(undefined, request)]
  expect((await door.call('GET', `/messages/${together[0]}`)).body).toMatchObject({ request })
  expect((await run('unknown', 'list')).out).toContain(`request: ${request}`)
  expect(await run('unknown', 'resolve', '--request', request, '--resend', '--json')).toMatchObject({
    code: 0,
    out: expect.stringContaining('"resolved":2'),
  })
  expect(await statusesOf([...together, ...other.ids])).toEqual([
    ...Array(2).fill('enqueued'),
    ...Array(2).fill('unknown'),
  ])
  expect((await door.call('GET', `/messages/${together[0]}`)).body).not.toHaveProperty('request')
})

test.each([
  [{ as: 'accepted' }],
  [{ as: 'accepted', ids: [] }],
  [{ as: 'accepted', ids: Array(1_001).fill('a') }],
  [{ as: 'accepted', batch: 'a', ids: ['b'] }],
  [{ batch: 'a' }],
])('one of ids, batch and request has to be said, and what became of them: not %j', async (body) => {
  expect(await door.call('POST', '/unknown/resolve', { body })).toMatchObject({ status: 400 })
})
