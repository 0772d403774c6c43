import fc from 'fast-check'
import { afterAll, beforeEach, expect, inject, it } from 'vitest'
import { openPersons } from '../../persons/index.js'
import { accountKeys, openRedis } from '../../redis/index.js'
import { noSeal } from '../../seal/index.js'
import { countUndeliverable, endUndeliverable } from './count-undeliverable.js'
import { numberIsGood } from './number-is-good.js'

const keys = accountKeys('count-undeliverable-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const dayMs = 86_400_000
const now = Math.floor(Date.now() / 1_000) * 1_000
const mark = 'abCDefGHij_'
const hashes = () => redis.keys(`${keys.prefix}:undeliverable:*`)

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
})
afterAll(() => redis.disconnect())

const fail = (daysAgo: number, message: string, who = mark) =>
  countUndeliverable(redis, keys, { mark: who, at: now - daysAgo * dayMs, message })

it('counts the failures of a number within 30 days, in whatever order they are told', async () => {
  expect(await fail(20, 'm2')).toBe(1)
  expect(await fail(29, 'm1')).toBe(2)
  expect(await fail(0, 'm3')).toBe(3)
  expect(await fail(0, 'x', 'abCDefGHij-')).toBe(1)
})

it('counts a message once, however often it is told', async () => {
  for (let times = 0; times < 5; times += 1) expect(await fail(times, 'm1')).toBe(1)
})

it('does not count what failed more than 30 days before', async () => {
  await fail(31, 'm1')
  await fail(30, 'm2')
  expect(await fail(0, 'm3')).toBe(2)
  expect(await fail(40, 'm0')).toBe(2)
})

it('begins anew once something came through, but for what failed after that', async () => {
  await fail(5, 'm1')
  await fail(4, 'm2')
  await fail(1, 'm3')
  await endUndeliverable(redis, keys, { marks: [mark], at: now - 3 * dayMs })
  expect(await fail(0, 'm4')).toBe(2)
  await endUndeliverable(redis, keys, { marks: [mark, 'other'], at: now })
  expect(await hashes()).toEqual([])
})

it('does not count a failure that is told after something has come through that was later', async () => {
  const persons = openPersons({ redis, keys, retentionMs: dayMs })
  const list = { scope: 'account', redis, keys, seal: noSeal, persons } as const
  const [who = ''] = (await persons.marks()).all('5511987554321')
  await numberIsGood(list, '5511987554321', now - dayMs)
  expect(await fail(2, 'm1', who)).toBe(0)
  expect(await fail(0.5, 'm2', who)).toBe(1)
  expect(await fail(3, 'm3', who)).toBe(1)
  await endUndeliverable(redis, keys, { marks: [who], at: now })
  expect(await hashes()).toEqual([])
})

it('keeps nothing for longer than 30 days, and of many numbers the latest', async () => {
  const named = (n: number) => `ab${String(n).padStart(9, '0')}`
  for (let n = 0; n < 300; n += 1) await fail(n < 50 ? 31 : 10 - n / 100, `m${n}`, named(n))
  const [key = ''] = await hashes()
  expect(await redis.hlen(key)).toBe(128)
  expect(await redis.ttl(key)).toBeLessThanOrEqual(30 * 86_400)
  expect(await redis.hexists(key, named(299).slice(2))).toBe(1)
  expect(await redis.object('ENCODING', key)).toBe('listpack')
})

it('answers what a list of all failures would say', async () => {
  const days = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 6 })
  const told = fc.array(fc.nat({ max: 20 }), { maxLength: 10 })
  let run = 0
  await fc.assert(
    fc.asyncProperty(days, told, async (failed, order) => {
      run += 1
      const known = new Set<number>()
      for (const each of order) {
        const message = each % failed.length
        known.add(message)
        const count = await fail(failed[message] ?? 0, `m${message}`, `${mark}${run}`)
        const ages = [...known].map((one) => failed[one] ?? 0)
        const recent = ages.filter((age) => age - Math.min(...ages) <= 30).length
        expect(count).toBe(Math.min(3, recent))
      }
    }),
    { numRuns: 100 },
  )
})
