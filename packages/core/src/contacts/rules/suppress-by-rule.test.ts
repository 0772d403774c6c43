import { afterAll, beforeEach, expect, inject, it } from 'vitest'
import { SuppressionOptions } from '../../account/index.js'
import { openPersons } from '../../persons/index.js'
import { accountKeys, openRedis } from '../../redis/index.js'
import { noSeal } from '../../seal/index.js'
import { findSuppressions, liftSuppressions, openListOfAll, type RuleHit, suppressByRule } from '../index.js'

const keys = accountKeys('suppress-by-rule-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const persons = openPersons({ redis, keys, retentionMs: 1 })
const own = { scope: 'account', redis, keys, seal: noSeal, persons } as const
const lists = { own, all: openListOfAll(redis, undefined) }
const options = SuppressionOptions.parse({})
const recipient = '5511987554321'
const dayMs = 86_400_000
const at = Math.floor(Date.now() / 1_000) * 1_000
const message = '0193aa5e-68da-7000-8000-000000000001'

beforeEach(async () => {
  const known = (await redis.keys(`${keys.prefix}:*`)).filter((key) => key !== keys.persons)
  if (known.length > 0) await redis.del(...known)
})
afterAll(() => redis.disconnect())

const hit = (over: Partial<RuleHit>, given: Partial<SuppressionOptions> = {}) =>
  suppressByRule(own, { ...options, ...given }, { rule: 'words', recipient, at, event: 'e1', ...over })
const found = async (of = recipient) => (await findSuppressions(lists, of)).suppressions

it('an opt-out by word covers marketing, or what the account says, and names its rule and message', async () => {
  expect(await hit({ message })).toBe(true)
  const entry = { scope: 'account', reason: 'opt-out', rule: 'words', since: new Date(at), message }
  expect(await found()).toEqual([{ ...entry, covers: 'marketing' }])
  expect(await found('551187554321')).toEqual([{ ...entry, covers: 'marketing' }])
  await hit({ message, event: 'e2' }, { covers: 'everything' })
  expect(await found()).toEqual([{ ...entry, covers: 'everything' }])
})

it('an opt-out at Meta covers marketing, whatever words cover', async () => {
  await hit({ rule: 'optedOut', message }, { covers: 'everything' })
  expect(await found()).toMatchObject([{ reason: 'opt-out', rule: 'optedOut', covers: 'marketing', message }])
})

it('the third failure makes a number invalid, for 90 days, but for one-time codes', async () => {
  const fail = (event: string, days: number) => hit({ rule: 'invalidNumber', event, at: at - days * dayMs })
  expect(await fail('m1', 20)).toBe(false)
  expect(await fail('m2', 10)).toBe(false)
  expect(await fail('m2', 10)).toBe(false)
  expect(await found()).toEqual([])
  expect(await fail('m3', 0)).toBe(true)
  const [entry] = await found()
  expect(entry).toMatchObject({ reason: 'invalid-number', rule: 'invalidNumber', covers: 'all-but-otp' })
  await liftSuppressions(own, recipient)
  expect(await fail('m4', 0)).toBe(false)
  expect(Math.round(((entry?.until?.getTime() ?? 0) - Date.now()) / dayMs)).toBe(90)
})

it.each(['words', 'optedOut', 'invalidNumber'] as const)(
  'nobody is suppressed by %s where it is off',
  async (rule) => {
    const rules = { ...options.rules, [rule]: false }
    for (const event of ['e1', 'e2', 'e3']) expect(await hit({ rule, event }, { rules })).toBe(false)
    expect(await found()).toEqual([])
    expect(await redis.keys(`${keys.prefix}:*`)).toEqual([keys.persons])
  },
)

it('an event that comes again does not suppress whom somebody has taken from the list; another one does', async () => {
  await hit({})
  await liftSuppressions(own, recipient)
  expect(await hit({})).toBe(false)
  expect(await found()).toEqual([])
  expect(await hit({ event: 'e2' })).toBe(true)
  expect(await found()).toHaveLength(1)
})

it('what is kept of events goes by itself', async () => {
  await hit({})
  expect(await redis.pttl(keys.suppressionEvents)).toBeGreaterThan(6 * dayMs)
  await redis.zadd(keys.suppressionEvents, Date.now() - 8 * dayMs, 'old')
  await hit({ event: 'e2' })
  expect(await redis.zscore(keys.suppressionEvents, 'old')).toBeNull()
})
