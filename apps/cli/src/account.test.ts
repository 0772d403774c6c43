import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { recordUrgentTimes } from '@disparo/core/internal/queue'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { recordWorker, removeWorker } from '@disparo/core/internal/served'
import { password, startTestServer, user } from '@disparo/producer/test-support'
import { afterAll, expect, inject, test } from 'vitest'
import { runCommand } from './run.js'

const door = await startTestServer()
const redis = openRedis(inject('redisUrl'), 'worker')
const keys = accountKeys(door.account)
afterAll(async () => {
  await removeWorker(redis, 'account-test')
  redis.disconnect()
  await door.close()
})

async function run(...args: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const env = {
    TZ: 'America/Sao_Paulo',
    ...{
      DISPARO_URL: door.url,
      DISPARO_USER: user,
      DISPARO_PASSWORD: password,
      DISPARO_ACCOUNT: door.account,
    },
  }
  const code = await runCommand(args, { env, stdin: Readable.from([]), stdout, stderr })
  stdout.end()
  return { code, out: await text(stdout) }
}

test('disparo account says that no worker is there, and shows one with its version once it is', async () => {
  await door.disparo.sendMany([{ to: '5511900000001', namespace: 'ns', elementName: 'aviso' }])
  await redis.del(keys.worker)
  const alone = await run('account')
  expect(alone.code).toBe(0)
  expect(alone.out).toMatch(/bulk +1 message waits, 0 under way, 0 put off/)
  expect(alone.out).toMatch(/workers +none/)
  expect(alone.out).toMatch(/What holds it up:\n {2}- No worker runs/)

  await redis.set(keys.worker, '1', 'PX', 60_000)
  const since = '2026-11-27T12:00:00.000Z'
  const signs = { id: 'account-test', name: 'host:1', version: '9.9.9', since }
  await recordWorker(redis, { ...signs, accounts: ['another', door.account] })
  const now = Date.now()
  await recordUrgentTimes(
    redis,
    keys,
    Array.from({ length: 100 }, (_, n) => ({ at: now - (n === 0 ? 7_200_000 : n), ms: n + 1 })),
  )
  const manned = await run('account')
  expect(manned.out).toMatch(/worker +host:1 \(9\.9\.9\), since 2026-11-27 09:00 -03:00, seen 2/)
  expect(manned.out).toMatch(/urgent took 51 ms in half of the cases, up to 96 ms in 95 % \(99 of/)
  expect(manned.out).toMatch(/Nothing holds it up\.\n$/)
  const { body } = await door.call('GET', '')
  expect(body).toMatchObject({ account: door.account, hasWorker: true, permitsUsed: 0, holdups: [] })
  expect(body.sentByMinute).toHaveLength(60)

  await recordWorker(redis, { ...signs, accounts: ['another'] })
  expect((await run('account')).out).not.toContain('host:1')
})
