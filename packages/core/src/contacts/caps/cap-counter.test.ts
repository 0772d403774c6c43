import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { accountKeys, defineScript, openRedis } from '../../redis/index.js'
import { capCounterLua, capHashes } from './cap-counter.lua.js'
import { capText, type FrequencyCap } from './frequency-cap.js'

const keys = accountKeys('cap-counter-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const dayMs = 86_400_000

/** Arguments: prefix, terms, what is done, marks, now (ms), when the attempt began (ms), whether it is counted. */
const script = defineScript(
  'disparoTestCapCounter',
  `local field, time_field = { counted = 'N', mark = 'h' }, { sending = 'S' }`,
  capCounterLua,
  `
local account = { prefix = ARGV[1], cap = cap_terms(ARGV[2]), retention = 31 * 86400000 }
local marks, now, entry = ARGV[4], tonumber(ARGV[5]), ARGV[1] .. ':msg:m1'
if ARGV[3] == 'wait' then return { cap_wait(account, marks, 1, #marks / 11, now) } end
if ARGV[3] == 'count' then cap_count(account, marks, now) return {} end
redis.call('HSET', entry, 'N', ARGV[7], 'h', marks .. '.20000', 'S', ARGV[6])
cap_correct(account, entry, ARGV[7] == '0')
return { redis.call('HGET', entry, field.counted) }
`,
)

const cap = { max: 2, days: 7, onCap: 'skip' } satisfies FrequencyCap
const mark = 'abcDEF_-123'
const start = 1_800_000_000_000

const run = async (
  what: string,
  now: number,
  over: { marks?: string; terms?: FrequencyCap; began?: number; counted?: number } = {},
) => {
  const { marks = mark, terms = cap, began = 0, counted = 1 } = over
  return (await script(
    redis,
    [],
    [keys.prefix, capText(terms), what, marks, now, began, counted],
  )) as number[]
}
const wait = async (now: number, over = {}) => (await run('wait', now, over))[0]
const count = (now: number, over = {}) => run('count', now, over)
const complete = (days: number) =>
  redis.hset(`${keys.prefix}:capped`, { window: days * dayMs, until: start + 1_000 * dayMs })
const hashes = () => redis.keys(`${keys.prefix}:capped:*`)

const clear = async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
}

beforeEach(async () => {
  await clear()
  await complete(31)
})
afterAll(() => redis.disconnect())

describe('a person', () => {
  it('has had enough after so many, until the oldest of them is so many days ago', async () => {
    expect(await wait(start)).toBe(0)
    await count(start)
    expect(await wait(start + 1_000)).toBe(0)
    await count(start + 1_000)
    expect(await wait(start + 2_000)).toBe(7 * dayMs - 2_000)
    expect(await wait(start + 7 * dayMs - 1)).toBe(1)
    expect(await wait(start + 7 * dayMs)).toBe(0)
  })

  it('is one under all its marks, and no other', async () => {
    await count(start)
    await count(start, { marks: 'zzzDEF_-123' })
    expect(await wait(start + 1, { marks: `${mark}zzzDEF_-123` })).toBeGreaterThan(0)
    expect(await wait(start + 1, { marks: 'zzzDEF_-124' })).toBe(0)
  })

  it('waits for the moment at which one more fits where the cap was lowered since', async () => {
    for (const ms of [0, dayMs, 2 * dayMs]) await count(start + ms, { terms: { ...cap, max: 9 } })
    expect(await wait(start + 3 * dayMs, { terms: { ...cap, max: 1 } })).toBe(6 * dayMs)
  })

  it('waits while it is not known what was sent before', async () => {
    await complete(6)
    expect(await run('wait', start)).toEqual([1_000, null])
    await redis.del(`${keys.prefix}:capped`)
    expect(await wait(start)).toBe(1_000)
  })
})

it('is given back an attempt that sent nothing, and had it after all where it turns out to have gone out', async () => {
  await count(start + 400)
  await count(start + 90_000)
  expect(await run('correct', start, { began: start + 400, counted: 1 })).toEqual(['0'])
  expect(await wait(start + 91_000)).toBe(0)
  expect(await run('correct', start, { began: start + 400, counted: 0 })).toEqual(['1'])
  expect(await wait(start + 91_000)).toBe(7 * dayMs - 90_000)
})

it('no window has more than the cap, and none waits that could go, whatever is taken back', async () => {
  const step = fc.record({
    after: fc.oneof(fc.integer({ min: 0, max: 3 * dayMs }), fc.integer({ min: 0, max: 3_000 })),
    isInVain: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 30 }),
      fc.integer({ min: 1, max: 4 }),
      async (steps, max) => {
        await clear()
        await complete(31)
        const terms = { ...cap, max }
        const sent: number[] = []
        let now = start
        for (const { after, isInVain } of steps) {
          now += after
          const inWindow = (at: number) => sent.filter((each) => each > at - 7 * dayMs && each <= at).length
          const ms = (await wait(now, { terms })) ?? 0
          // Seconds are rounded up, so that a person may wait for one of them.
          if (ms > 1_000) expect(inWindow(now)).toBeGreaterThanOrEqual(max)
          if (ms > 0) continue
          expect(inWindow(now)).toBeLessThan(max)
          await count(now, { terms })
          if (isInVain) await run('correct', now, { began: now, counted: 1 })
          else sent.push(now)
        }
      },
    ),
    { numRuns: 100 },
  )
})

it('takes 30 bytes a person or less, in hashes that stay small, and nothing once its days are over', async () => {
  const people = 200_000
  const word = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const markOf = (n: number) => {
    let rest = n * 2_654_435_761
    return Array.from({ length: 11 }, (_, at) => {
      rest = (rest * 31 + at * 7_919) % 4_294_967_291
      return word[rest % 64]
    }).join('')
  }
  // A sixteenth of the hashes, as full as a million persons and more would make them.
  const wanted = new Set(Array.from({ length: capHashes / 16 }, (_, n) => n))
  const hashOf = (each: string) =>
    (each.charCodeAt(0) * 5_041 + each.charCodeAt(1) * 71 + each.charCodeAt(2)) % capHashes
  const some = Array.from({ length: 16 * people }, (_, n) => n)
    .slice(0, people * 5)
    .map(markOf)
    .filter((each) => wanted.has(hashOf(each)))
  for (let first = 0; first < some.length; first += 1_000) {
    await Promise.all(some.slice(first, first + 1_000).map((marks) => count(start, { marks })))
  }
  const all = await hashes()
  const bytes = await Promise.all(all.map((key) => redis.memory('USAGE', key, 'SAMPLES', 0)))
  expect(bytes.reduce<number>((sum, each) => sum + Number(each), 0) / some.length).toBeLessThan(30)
  const encodings = new Set(await Promise.all(all.map((key) => redis.object('ENCODING', key))))
  expect(encodings).toEqual(new Set(['listpack']))
  for (const left of await Promise.all(all.map((key) => redis.pttl(key)))) {
    expect(left).toBeGreaterThan(8 * dayMs)
    expect(left).toBeLessThan(10 * dayMs)
  }
  // Whoever comes later takes those along whose days are over.
  const first = String(some[0])
  const mates = some.filter((each) => hashOf(each) === hashOf(first))
  await count(start + 8 * dayMs, { marks: first })
  expect(mates.length).toBeGreaterThan(30)
  expect(await redis.hlen(`${keys.prefix}:capped:${hashOf(first)}`)).toBe(2)
})
