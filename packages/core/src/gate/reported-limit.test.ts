import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { accountKeys, defineScript, openRedis } from '../redis/index.js'
import { clockRollbackLua } from './gate.lua.js'
import { exhaustedMs, type ReportedLimit } from './observe-limit.js'
import { reportedLimitLua } from './reported-limit.lua.js'

/** What the gate knows of the limit, on a clock that the test sets: `now` comes first in the arguments. */
const hearScript = defineScript(
  'testToldHear',
  clockRollbackLua,
  reportedLimitLua,
  `return reported_observe(KEYS[1], tonumber(ARGV[1]), 500, tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]))`,
)
const knowScript = defineScript(
  'testToldLimit',
  clockRollbackLua,
  reportedLimitLua,
  `local lowered, exhausted_ms = reported_limit(KEYS[1], tonumber(ARGV[1]))
   return { lowered or 0, math.max(0, exhausted_ms) }`,
)
const thresholdScript = defineScript(
  'testToldThreshold',
  reportedLimitLua,
  `return reported_threshold(tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]))`,
)
const paceScript = defineScript(
  'testToldPace',
  reportedLimitLua,
  `local wait = math.max(0, reported_pace(KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])))
   if wait == 0 then redis.call('ZADD', KEYS[1], ARGV[1], ARGV[4]) end
   return wait`,
)

const keys = accountKeys('told-limit-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const minutes = 60_000
/** Any: the clock's beginning has no meaning. */
const start = 1_000_000_000_000

beforeEach(() => redis.del(keys.gateLimit, keys.permits))
afterAll(() => redis.disconnect())

async function hear(at: number, said: ReportedLimit, windowMs = 60_000) {
  const { limit = -1, resetMs = 0 } = said
  const args = [start + at, windowMs, limit, resetMs, exhaustedMs(said, { windowMs })]
  const [lowered, higher, exhausted] = (await hearScript(redis, [keys.gateLimit], args)) as number[]
  return { lowered, higher, exhausted }
}
const half = (resetMs = 60_000) => ({ limit: 250, remaining: 100, resetMs })
const inForce = async (at: number) =>
  ((await knowScript(redis, [keys.gateLimit], [start + at])) as number[])[0]
const usedUpFor = async (at: number) =>
  ((await knowScript(redis, [keys.gateLimit], [start + at])) as number[])[1]
async function hearTimes(times: number, said: ReportedLimit, from = 0, windowMs?: number): Promise<void> {
  for (let n = 0; n < times; n++) await hear(from + n, said, windowMs)
}

describe('a lower limit', () => {
  it('is in force from the tenth answer in a row on, for 10 minutes after the last one', async () => {
    await hearTimes(9, half())
    expect(await inForce(9)).toBe(0)
    expect(await hear(10, half())).toMatchObject({ lowered: 250 })
    expect(await inForce(10)).toBe(250)
    expect(await hear(5 * minutes, half(2_000))).toMatchObject({ lowered: 0 })
    expect(await inForce(15 * minutes - 1)).toBe(250)
    expect(await inForce(15 * minutes)).toBe(0)
  })

  it.each<[string, ReportedLimit]>([
    ['another limit', { limit: 300, resetMs: 60_000 }],
    ["the account's own", { limit: 500, resetMs: 60_000 }],
    ['nothing', {}],
  ])('is not where an answer in between says %s', async (_what, other) => {
    await hearTimes(9, half())
    await hear(10, other)
    await hearTimes(9, half(), 11)
    expect(await inForce(20)).toBe(0)
    await hear(21, half())
    expect(await inForce(21)).toBe(250)
  })

  it("is not while no answer of the row came within a fifth of the account's window, and as soon as one did", async () => {
    await hearTimes(30, half(47_000))
    expect(await inForce(30)).toBe(0)
    await hear(31, half(48_000))
    expect(await inForce(31)).toBe(250)
  })

  it('is not where nothing says how long its window is', async () => {
    await hearTimes(30, { limit: 250 })
    expect(await inForce(30)).toBe(0)
  })

  it('is never that of a longer window, such as the 60 in 10 minutes of the report', async () => {
    for (let at = 0; at < 25 * minutes; at += 4_000) {
      await hear(at, { limit: 60, remaining: 30, resetMs: 600_000 - (at % 600_000) })
      expect(await inForce(at)).toBe(0)
    }
  })

  it('ends at once when its window turns out to be longer', async () => {
    await hearTimes(10, half(55_000))
    expect(await inForce(10)).toBe(250)
    await hear(11, half(600_000))
    expect(await inForce(11)).toBe(0)
  })

  it("may have a Reset in whole seconds, rounded up, where the account's window is none", async () => {
    await hearTimes(10, half(3_000), 0, 2_400)
    expect(await inForce(10)).toBe(250)
  })

  it('is replaced by another after ten answers, and is never below 1', async () => {
    await hearTimes(10, half())
    await hearTimes(9, { limit: 0, resetMs: 60_000 }, 20)
    expect(await inForce(30)).toBe(250)
    await hear(31, { limit: 0, resetMs: 60_000 })
    expect(await inForce(31)).toBe(1)
  })

  it('holds for 10 minutes also where the clock is set back meanwhile', async () => {
    await hearTimes(10, half())
    expect(await inForce(-60 * minutes)).toBe(250)
    expect(await inForce(-50 * minutes)).toBe(0)
  })

  it('never gives a lane more than it has anyway, nor none; what is not for bulk stays urgent', async () => {
    const threshold = async (lowered: number, reserve: number, most: number) =>
      Number(await thresholdScript(redis, [keys.gateLimit], [lowered, reserve, most]))
    expect(await threshold(250, 0, 500)).toBe(250)
    expect(await threshold(250, 0.02, 490)).toBe(245)
    expect(await threshold(1, 0.5, 490)).toBe(1)
    expect(await threshold(480, 0, 100)).toBe(100)
  })

  it('lets bulk go evenly, at no less than its own rate, and no burst is longer than a step', async () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 50, maxLength: 150 })
    await fc.assert(
      fc.asyncProperty(gaps, fc.integer({ min: 1, max: 400 }), async (asked, lowered) => {
        await redis.del(keys.permits)
        const step = Math.min(lowered, Math.max(8, Math.ceil(lowered / 16)))
        const stepMs = Math.floor((0.95 * step * 60_000) / lowered)
        const granted: number[] = []
        let now = start
        for (const gap of asked) {
          now += gap
          const wait = Number(
            await paceScript(redis, [keys.permits], [now, lowered, 60_000, `t${now}-${granted.length}`]),
          )
          expect(wait).toBeLessThanOrEqual(stepMs)
          if (wait === 0) granted.push(now)
          else now += wait
        }
        for (const [n, at] of granted.entries()) {
          const before = granted[n - step]
          if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(stepMs)
        }
      }),
      { numRuns: 10 },
    )
  })
})

describe('a higher limit', () => {
  it('is told once, and changes nothing', async () => {
    expect(await hear(0, { limit: 1_000, resetMs: 60_000 })).toMatchObject({ higher: 1_000 })
    for (let n = 1; n < 20; n++)
      expect(await hear(n, { limit: 1_000, resetMs: 60_000 })).toMatchObject({ higher: 0 })
    expect(await inForce(20)).toBe(0)
    expect(await hear(21, { limit: 2_000 })).toMatchObject({ higher: 2_000 })
  })

  it('is forgotten when an answer says less', async () => {
    await hear(0, { limit: 1_000 })
    await hear(1, { limit: 500 })
    expect(await redis.hexists(keys.gateLimit, 'higher')).toBe(0)
  })
})

describe('a limit of which nothing remains', () => {
  it('holds everybody back until Reset, and is news once', async () => {
    expect(await hear(0, { limit: 500, remaining: 0, resetMs: 30_000 })).toMatchObject({ exhausted: 30_000 })
    expect(await hear(100, { limit: 500, remaining: 0, resetMs: 30_000 })).toMatchObject({ exhausted: 0 })
    expect(await usedUpFor(10_000)).toBe(20_100)
    expect(await usedUpFor(30_100)).toBe(0)
  })

  it.each<[string, ReportedLimit]>([
    ['something remains', { remaining: 1, resetMs: 30_000 }],
    ['nothing is said of what remains', { limit: 0, resetMs: 30_000 }],
    ['nobody knows until when', { remaining: 0 }],
    ['its window is over', { remaining: 0, resetMs: 0 }],
  ])('holds nobody back where %s', async (_what, said) => {
    await hear(0, said)
    expect(await usedUpFor(1)).toBe(0)
  })

  it("is believed for no longer than the longest window that is documented, or the account's own", () => {
    const day = { remaining: 0, resetMs: 86_400_000 }
    expect(exhaustedMs(day, { windowMs: 60_000 })).toBe(600_000)
    expect(exhaustedMs(day, { windowMs: 3_600_000 })).toBe(3_600_000)
  })

  it('holds back for no longer than it was to be where the clock is set back', async () => {
    await hear(0, { remaining: 0, resetMs: 30_000 })
    expect(await usedUpFor(-60 * minutes)).toBe(30_000)
    expect(await usedUpFor(-60 * minutes + 30_000)).toBe(0)
  })
})
