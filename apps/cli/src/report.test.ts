import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import {
  addWebhookCounts,
  recordCoverage,
  recordForeignItems,
  recordScan,
  sliceMs,
  writeRendition,
} from '@disparo/core/internal/ledger'
import { emptyRendition } from '@disparo/core/internal/message'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { password, startTestServer, user } from '@disparo/producer/test-support'
import { afterAll, expect, inject, test } from 'vitest'
import { runCommand } from './run.js'

const door = await startTestServer()
const redis = openRedis(inject('redisUrl'), 'worker')
const keys = accountKeys(door.account)
afterAll(async () => {
  redis.disconnect()
  await door.close()
})

const env = {
  TZ: 'America/Sao_Paulo',
  DISPARO_URL: door.url,
  DISPARO_USER: user,
  DISPARO_PASSWORD: password,
  DISPARO_ACCOUNT: door.account,
}

async function run(...args: string[]) {
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), Readable.from([])]
  const code = await runCommand(args, { env, stdin, stdout, stderr })
  stdout.end()
  stderr.end()
  return { code, out: await text(stdout), err: await text(stderr) }
}

const quota = { max: 60, windowMs: 600_000, left: 60 }

test('an account whose report was never asked for has nothing to tell but its quota', async () => {
  const answer = await door.call('GET', '/report')
  expect(answer).toMatchObject({ status: 200 })
  expect(answer.body).toEqual({ followed: { messages: 0, slices: 0 }, foreign: 0, missingMessages: 0, quota })
  const shown = await run('report')
  expect(shown).toMatchObject({ code: 0, err: '' })
  expect(shown.out).toContain('No message is followed.')
  expect(shown.out).toMatch(/last scan +none yet/)
})

test('the report is shown as it stands, over HTTP and on the command line', async () => {
  const n = Math.floor(Date.parse('2026-11-27T09:00:00Z') / sliceMs)
  await redis.hset(keys.slicesOpen, { [n]: 3, [n + 1]: 0, [n + 2]: 4 })
  await recordForeignItems(redis, keys, new Map([[n, 12]]))
  const startedAt = Date.parse('2026-11-27T09:05:00Z')
  await recordScan(redis, keys, { startedAt, sender: { number: '5511912341234', at: startedAt } })
  await addWebhookCounts(redis, keys, { matched: 40, unmatched: 2 })

  await writeRendition(redis, keys, {
    ...emptyRendition,
    namespaces: [{ sent: 'default', form: 'cd551e83_8455', latest: [] }],
    elementName: { form: 'as-sent', latest: [] },
    label: { form: 'cut:20', latest: [] },
    labelCase: { form: 'other-case', latest: [] },
    senders: [
      { number: '5511955554444', pairs: 20, at: startedAt },
      { number: '5511966667777', pairs: 19, at: startedAt },
    ],
  })

  const lately = { latestAt: startedAt, shown: 4, of: 20, field: 'namespace' }
  await recordCoverage(redis, keys, { ...lately, startedAt })
  await recordCoverage(redis, keys, { ...lately, startedAt: startedAt + 15 * 60_000 })
  await redis.hset(keys.reportState, { neverShown: 2 })
  await redis.hset(keys.webhookCounts, { repeatedIds: 3 })

  const { body } = await door.call('GET', '/report')
  expect(body).toEqual({
    followed: { messages: 7, slices: 2 },
    oldestOpenAt: '2026-11-27T09:00:00.000Z',
    lastScanAt: '2026-11-27T09:05:00.000Z',
    foreign: 12,
    missingMessages: 2,
    unmatched: { since: '2026-11-27T09:05:00.000Z', shown: 4, of: 20, field: 'namespace' },
    quota,
    sender: '5511912341234',
    rendition: {
      namespaces: [{ sent: 'default', shown: 'cd551e83_8455' }],
      elementName: 'as-sent',
      label: 'cut:20',
      labelCase: 'other-case',
      senders: ['***********44', '***********34'],
    },
    webhook: { matched: 40, unmatched: 2, repeatedIds: 3 },
  })
  expect(JSON.parse((await run('report', '--json')).out)).toEqual(body)
  expect((await run('report')).out.split('\n')).toEqual([
    '7 messages are followed, sent since 2026-11-27 06:00 -03:00.',
    '  last scan  2026-11-27 06:05 -03:00',
    '  requests   60 of 60 in 600 s are left',
    '  others     12 items are none of ours',
    '  not shown  2 messages were accepted and never shown',
    '  unmatched  only 4 of 20 accepted lately are shown, since 2026-11-27 06:05 -03:00 (differs: namespace)',
    '  sender     5511912341234',
    '  shows      namespace default as cd551e83_8455',
    '             names as-sent',
    '             labels cut:20, other-case',
    '             senders ***********44, ***********34',
    '  webhook    40 events of ours, 2 of no message known',
    '  repeated   3 messages have an upstream id that another one had',
    '',
  ])
})

test('the report needs credentials', async () => {
  const anonymous = { headers: { authorization: '' } }
  expect((await door.call('GET', '/report', anonymous)).status).toBe(401)
})
