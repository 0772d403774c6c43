import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { openCallbackQueue } from '@disparo/core/internal/callback'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { password, startTestServer, user } from '@disparo/producer/test-support'
import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { runCommand } from './run.js'
import { speechOf } from './words/index.js'

const door = await startTestServer()
const redis = openRedis(inject('redisUrl'), 'worker')
const keys = accountKeys(door.account)
const queue = openCallbackQueue(redis, door.account)
afterAll(async () => {
  await queue.close()
  redis.disconnect()
  await door.close()
})
beforeEach(async () => {
  await queue.obliterate({ force: true })
  await redis.del(keys.callbacks, keys.events)
})

const env = {
  DISPARO_URL: door.url,
  DISPARO_USER: user,
  DISPARO_PASSWORD: password,
  DISPARO_ACCOUNT: door.account,
}
const early = Date.parse('2026-11-27T09:00:00Z')
const late = Date.parse('2026-11-27T15:00:00Z')

/** Puts a callback aside, as a worker does after its last attempt. */
async function putAside(at: number): Promise<void> {
  const data = { id: 'm', status: 'sent', account: door.account, at: iso(at), timeline: {} } as const
  await queue.add('callback', { type: 'message.sent', timestamp: iso(at), data }, { jobId: `${at}-0` })
  await redis.lrem(queue.toKey('wait'), 1, `${at}-0`)
  await redis.zadd(queue.toKey('failed'), at, `${at}-0`)
}
const empty = { events: 0, mostEvents: 2_000_000, mostDays: 7, used: 0, dropped: 0 }
const iso = (ms: number) => new Date(ms).toISOString()
const waiting = async () => (await queue.getWaiting()).map(({ id }) => id)

async function run(...args: string[]) {
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), Readable.from([])]
  const code = await runCommand(args, { env, stdin, stdout, stderr })
  stdout.end()
  stderr.end()
  return { code, out: await text(stdout), err: await text(stderr) }
}

test('an account whose callbacks were never used has nothing to tell', async () => {
  const answer = await door.call('GET', '/callbacks')
  expect(answer).toMatchObject({ status: 200 })
  expect(answer.body).toEqual({ enabled: true, waiting: 0, failed: 0, outbox: empty, failuresInRow: 0 })
})

test('a replay enables the callbacks and puts back what was put aside', async () => {
  await putAside(early)
  await putAside(late)
  const last = { lastFailureAt: late, lastReason: 'http-410', failures: 3, since: early }
  await redis.hset(keys.callbacks, { ...last, restUntil: late, dropped: 7 })
  await redis.hset(keys.callbacks, { disabledAt: late, disabledReason: 'http-410' })
  expect((await door.call('GET', '/callbacks')).body).toEqual({
    enabled: false,
    disabled: { at: iso(late), reason: 'http-410' },
    pausedUntil: iso(late),
    waiting: 0,
    failed: 2,
    outbox: { ...empty, dropped: 7 },
    failuresInRow: 3,
    lastFailure: { at: iso(late), reason: 'http-410' },
  })
  const shown = await run('callbacks', 'show')
  expect(shown.out).toContain(`disabled since ${speechOf({}).time(iso(late))} (http-410)`)
  expect(shown.out).toContain('7 changes were never told')

  const replayed = await door.call('POST', '/callbacks/replay')
  expect(replayed).toMatchObject({ status: 202, body: { replayed: 2, promoted: 0 } })
  expect((await waiting()).sort()).toEqual([`${early}-0`, `${late}-0`])
  expect((await door.call('GET', '/callbacks')).body).toMatchObject({ enabled: true, waiting: 2, failed: 0 })
})

test('the command line tells that the receiver takes nothing, and how full the outbox is', async () => {
  const restUntil = Date.now() + 60_000
  await redis.hset(keys.callbacks, {
    failures: 5,
    since: early,
    lastFailureAt: late,
    lastReason: 'timeout',
    restUntil,
  })
  const fourDaysAgo = Date.now() - 4 * 86_400_000
  await redis.xadd(keys.events, `${fourDaysAgo}-0`, 'id', 'm', 'status', 'sent', 'at', fourDaysAgo)
  const shown = await run('callbacks', 'show')
  expect(shown.out).toContain(
    `The receiver takes nothing (timeout): tried again at ${speechOf({}).time(iso(restUntil))}.`,
  )
  expect(shown.out).toContain('1 waits, 0 are put aside.')
  expect(shown.out).toMatch(/The outbox is at 57 % of what it may hold: 1 change, the oldest of \d{4}-/)
})

test('the command line replays from a moment on', async () => {
  await putAside(early)
  await putAside(late)
  const replayed = await run('callbacks', 'replay', '--since', '2026-11-27T09:00:00-03:00', '--json')
  expect(replayed).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(replayed.out)).toEqual({ replayed: 1, promoted: 0 })
  expect(await waiting()).toEqual([`${late}-0`])
  expect((await run('callbacks', 'replay')).out).toContain('1 callback put aside before and 0 waiting')
})

test.each([
  ['a since that is no moment', { since: 'yesterday' }, 'since'],
  ['a field that is not known', { sinse: '2026-11-27T09:00:00Z' }, 'sinse'],
])('%s is named, and nothing is replayed', async (_, body, path) => {
  await putAside(early)
  const answer = await door.call('POST', '/callbacks/replay', { body })
  expect(answer).toMatchObject({
    status: 400,
    body: { type: '/problems/invalid-request', errors: [{ path }] },
  })
  expect(await waiting()).toEqual([])
  expect((await run('callbacks', 'replay', '--since', 'yesterday')).code).toBe(1)
})

test('callbacks need credentials', async () => {
  const anonymous = { headers: { authorization: '' } }
  expect((await door.call('GET', '/callbacks', anonymous)).status).toBe(401)
  expect((await door.call('POST', '/callbacks/replay', anonymous)).status).toBe(401)
})
