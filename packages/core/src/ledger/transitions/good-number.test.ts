import { afterAll, beforeEach, expect, inject, it } from 'vitest'
import { addSuppressions, findSuppressions, openListOfAll, suppressByRule } from '../../contacts/index.js'
import { openPersons } from '../../persons/index.js'
import { accountKeys, openRedis } from '../../redis/index.js'
import { noSeal } from '../../seal/index.js'
import { begin, forgetMessage, type Observation, observe, settle } from '../index.js'

const keys = accountKeys('good-number-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const retentionMs = 86_400_000
const persons = openPersons({ redis, keys, retentionMs })
const ledgerOptions = { retentionMs, outbox: false, persons }
const own = { scope: 'account', redis, keys, seal: noSeal, persons } as const
const lists = { own, all: openListOfAll(redis, undefined) }
const to = '5511987554321'
const at = Math.floor(Date.now() / 1_000) * 1_000
const minute = 60_000
const rules = { words: true, optedOut: true, invalidNumber: true }
const options = { rules, covers: 'marketing' } as const

const fail = (event: string, ago = 0) =>
  suppressByRule(own, options, {
    rule: 'invalidNumber',
    recipient: to,
    at: at - ago,
    event,
  })
const see = (seen: Partial<Observation>) =>
  observe(redis, keys, { ledgerOptions, observations: [{ id: 'm1', ...seen }] })
const reasons = async () => (await findSuppressions(lists, to)).suppressions.map(({ reason }) => reason)

beforeEach(async () => {
  const known = (await redis.keys(`${keys.prefix}:*`)).filter((key) => key !== keys.persons)
  if (known.length > 0) await redis.del(...known)
  await begin(redis, keys, {
    ...{
      id: 'm1',
      token: 'one',
      lane: 'bulk',
      policy: 'verify',
      ledgerOptions,
      enqueuedAt: at,
      attemptMs: 1,
    },
    ...{ limit: { max: 100, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 }, maxAttempts: 3 },
    message: { to, namespace: 'ns', elementName: 'aviso' },
  })
  await settle(redis, keys, {
    ...{ id: 'm1', token: 'one', lane: 'bulk', maxAttempts: 3, ledgerOptions },
    outage: { closeAfter: 9, firstPauseMs: 1, longestPauseMs: 1 },
    settlement: { status: 'accepted', countAttempt: 'always', exhausted: 'failed', gate: { kind: 'none' } },
  })
  for (const [index, event] of ['f1', 'f2', 'f3'].entries()) await fail(event, (3 - index) * minute)
})
afterAll(() => redis.disconnect())

it.each(['receivedAt', 'readAt', 'repliedAt'] as const)(
  'what has %s ends the suppression of its number, and its failures count no longer',
  async (moment) => {
    expect(await reasons()).toEqual(['invalid-number'])
    await see({ [moment]: at })
    expect(await reasons()).toEqual([])
    await fail('f4')
    await fail('f5')
    expect(await reasons()).toEqual([])
  },
)

it('what was only sent, or came through before, ends nothing', async () => {
  await see({ sentAt: at })
  await see({ receivedAt: at - 10 * minute })
  expect(await reasons()).toEqual(['invalid-number'])
})

it('what people wrote, and what is there for another reason, stays', async () => {
  const add = (reason: 'invalid-number' | 'opt-out') =>
    addSuppressions(own, [{ recipient: to }], { source: { reason, by: 'ana' }, covers: 'marketing' })
  await add('invalid-number')
  await add('opt-out')
  await see({ readAt: at + minute })
  expect(await reasons()).toEqual(['invalid-number', 'opt-out'])
  expect(await redis.hvals(keys.suppressionSources)).not.toContainEqual(expect.stringContaining('"rule"'))
})

it('of a person who was forgotten nothing is heard', async () => {
  await forgetMessage(redis, keys, { ledgerOptions, id: 'm1' })
  await see({ readAt: at + minute })
  expect(await reasons()).toEqual(['invalid-number'])
})
