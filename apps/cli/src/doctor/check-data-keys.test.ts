import { randomBytes, randomUUID } from 'node:crypto'
import { connect } from '@disparo/core'
import { Account, ledgerOptionsOf } from '@disparo/core/internal/account'
import { begin, entryField } from '@disparo/core/internal/ledger'
import { laneQueueName } from '@disparo/core/internal/queue'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { DataKeys, keyFingerprintOf, openSeal } from '@disparo/core/internal/seal'
import { forget } from '@disparo/producer/test-support'
import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { programSpeech } from '../words/index.js'
import { checkDataKeys } from './check-data-keys.js'

const words = programSpeech.words.doctor

const url = inject('redisUrl')
const redis = openRedis(url, 'producer')
const ready = new Promise((resolve) => redis.once('ready', resolve))
const name = `doctor-${randomUUID().slice(0, 8)}`
const account = Account.parse({ name, configId: '-', username: '-', password: { env: '-' } })
const keys = accountKeys(name)
const to = '5511987554321'
const message = { to, namespace: 'ns', elementName: 'aviso', components: [] }
const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`
const [one, two] = [newKey('one'), newKey('two')]

beforeEach(async () => {
  await ready
  await forget(url, name)
})
afterAll(async () => {
  await forget(url, name)
  redis.disconnect()
})

/** A message that waits in each lane, one put off, and one that is being sent, without a job. */
async function fill(dataKey: string | undefined): Promise<string[]> {
  const disparo = connect({ redis: url, account: name, dataKey })
  const sendAt = new Date(Date.now() + 3_600_000)
  const ids = await Promise.all([
    disparo.send(message),
    disparo.send(message, { lane: 'urgent' }),
    disparo.send(message, { sendAt }),
  ])
  await disparo.close()
  const seal = openSeal(name, dataKey === undefined ? undefined : DataKeys.parse(dataKey))
  const id = randomUUID()
  await begin(redis, keys, {
    ...{ id, token: id, lane: 'bulk', message, maxAttempts: 3, policy: 'verify' },
    ledgerOptions: { ...ledgerOptionsOf(account), seal },
    limit: { max: 100, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 },
    attemptMs: 1_000,
    enqueuedAt: Date.now(),
  })
  return [...ids.map(({ id }) => id), id]
}

/** Whatever other tests have in the same Redis. */
const allKeys = Number.MAX_SAFE_INTEGER
const check = (DISPARO_DATA_KEY?: string) =>
  checkDataKeys(redis, account, { DISPARO_DATA_KEY }, words, allKeys)

test('with the keys that have sealed everything, all opens; entries and jobs of every kind are looked at', async () => {
  await fill(one)
  expect(await check(one)).toMatchObject([{ level: 'ok', found: '4 texts looked at, which can be opened' }])
  await fill(two)
  expect(await check(`${two},${one}`)).toMatchObject([{ level: 'ok', found: expect.stringMatching(/^8 /) }])
})

test.each([
  ['another one', two],
  ['none', undefined],
])('a key that is not set is named, where there is %s; nobody and no key is shown', async (_, dataKey) => {
  await fill(one)
  const findings = await check(dataKey)
  expect(findings).toMatchObject([
    {
      level: 'fail',
      found: '4 texts are sealed with the key one, which is not set here; 3 messages of them cannot be sent',
      change: expect.stringContaining('DISPARO_DATA_KEY'),
    },
  ])
  expect(JSON.stringify(findings)).not.toContain(to)
  expect(JSON.stringify(findings)).not.toContain(one.split(':')[1])
})

test('what no worker could open is told, whether the key is set here or not', async () => {
  const [job = ''] = await fill(one)
  const text = JSON.parse(
    (await redis.hget(`${keys.prefix}:${laneQueueName(name, 'bulk')}:${job}`, 'data')) ?? '',
  )
  const place = `bulk:${keyFingerprintOf(text.message)}`
  await redis.multi().sadd(keys.parked, place).zadd(keys.parkedFor(place), 1, job).exec()
  const found = '1 message is parked, for no worker had the key one'
  expect(await check(one)).toMatchObject([
    { level: 'fail', found, change: expect.stringContaining('workers') },
  ])
  expect(await check(two)).toContainEqual(expect.objectContaining({ found }))
})

test('what was there before the first key is no fault', async () => {
  await fill(undefined)
  await fill(one)
  expect(await check(one)).toMatchObject([
    { level: 'ok', found: expect.stringMatching(/^4 texts .*; 4 are not sealed/) },
  ])
})

test('damage is told, and ends nothing', async () => {
  const [job = '', , , entry = ''] = await fill(one)
  await redis.hset(keys.message(entry), entryField.to, '=one.x')
  await redis.hset(`${keys.prefix}:${laneQueueName(name, 'bulk')}:${job}`, 'data', '{')
  expect(await check(one)).toMatchObject([{ level: 'warn', found: '2 texts are damaged' }])
})

test('a key that cannot be read is said elsewhere', async () => {
  expect(await check('s3cr3t')).toMatchObject([{ level: 'skipped' }])
})
