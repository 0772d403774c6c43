import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { accountKeys, openRedis, redisNow } from '@disparo/core/internal/redis'
import { password, startTestServer, user } from '@disparo/producer/test-support'
import { afterAll, afterEach, expect, inject, test } from 'vitest'
import { runCommand } from './run.js'
import { speechOf } from './words/index.js'

const door = await startTestServer()
const redis = openRedis(inject('redisUrl'), 'worker')
const keys = accountKeys(door.account)
afterEach(() => redis.del(keys.gate, keys.gateLimit, keys.faults))
afterAll(async () => {
  redis.disconnect()
  await door.close()
})

async function show(...args: string[]): Promise<string> {
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), Readable.from([])]
  const env = {
    ...{ DISPARO_URL: door.url, DISPARO_USER: user, DISPARO_PASSWORD: password },
    DISPARO_ACCOUNT: door.account,
  }
  expect(await runCommand(['gate', ...args], { env, stdin, stdout, stderr })).toBe(0)
  stdout.end()
  return text(stdout)
}

test('an open gate is shown with the limit of the account', async () => {
  const { body } = await door.call('GET', '/gate')
  expect(body).toMatchObject({ open: true, limit: { configured: expect.any(Number) } })
  expect(body.limit.max).toBe(body.limit.configured)
  expect(await show()).toMatch(/^The gate is open\.\n {2}limit +\d+ requests in 60 s\n$/)
})

test('a closed one with its reason, and a lower limit that upstream announces, are shown until when', async () => {
  const now = await redisNow(redis, keys)
  await redis.hset(keys.gate, { until: now + 30_000, pause: 30_000, reason: 'http-503' })
  await redis.hset(keys.gateLimit, { max: 7, maxUntil: now + 60_000 })
  const { body } = await door.call('GET', '/gate')
  expect(body).toMatchObject({
    ...{ open: false, reason: 'http-503', closedUntil: new Date(now + 30_000).toISOString() },
    limit: { max: 7, loweredUntil: new Date(now + 60_000).toISOString() },
  })
  const shown = await show()
  expect(shown).toContain(
    `The gate is closed (http-503); the next attempt tries at ${speechOf({}).time(body.closedUntil)}.`,
  )
  expect(shown).toContain(
    `7 requests in 60 s until ${speechOf({}).time(body.limit.loweredUntil)}, as Hi Platform says`,
  )
  expect(JSON.parse(await show('--json'))).toEqual(body)
})

test('a limit that is used up closes the gate, and a higher one is only told', async () => {
  const now = await redisNow(redis, keys)
  await redis.hset(keys.gateLimit, { usedUpUntil: now + 20_000, usedUpMs: 20_000, higher: 9_000 })
  const { body } = await door.call('GET', '/gate')
  expect(body).toMatchObject({ open: false, reason: 'limit-exhausted', limit: { announced: 9_000 } })
  expect(body.limit.max).toBe(body.limit.configured)
  const shown = await show()
  expect(shown).toContain(`takes no more until ${speechOf({}).time(body.closedUntil)} (limit-exhausted)`)
  expect(shown).toContain('Hi Platform announces 9000')
})

test('templates that rest are shown, and no others that were refused', async () => {
  const until = (await redisNow(redis, keys)) + 60_000
  const refused = { since: until - 90_000, last: until - 1, n: 1, by: 'm1' }
  await redis.hset(keys.faults, {
    through: until - 70_000,
    'tns\nboleto': JSON.stringify({ ...refused, many: true, until, rests: 3, reason: 'http-404' }),
    // Refused once, it does not rest; and nobody waits for the other any more.
    'tns\naviso': JSON.stringify(refused),
    'tns\nantigo': JSON.stringify({ ...refused, until: until - 3_600_000, reason: 'http-404' }),
  })
  const { body } = await door.call('GET', '/gate')
  expect(body.restingTemplates).toEqual([
    {
      ...{ namespace: 'ns', elementName: 'boleto', reason: 'http-404' },
      ...{ since: new Date(until - 90_000).toISOString(), until: new Date(until).toISOString() },
    },
  ])
  expect(await show()).toContain('  at rest    ns boleto (http-404)')
})
