import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { accountKeys, defineScript, openRedis } from '../../redis/index.js'
import { batchPaceLua, paceStepMs } from './batch-pace.lua.js'

const keys = accountKeys('batch-pace-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const batch = '5d1f0c4e-7c1b-4e0b-9a55-3f0a7f6b2c11'
const start = 1_800_000_000_000

/** Arguments: prefix, batch; of each that asks: now (ms), whether it was promised, whether it goes with others. */
const script = defineScript(
  'disparoTestBatchPace',
  batchPaceLua,
  `
local answers = {}
for at = 3, #ARGV, 3 do
  local account, now = { prefix = ARGV[1] }, tonumber(ARGV[at])
  local wait = pace_wait(account, ARGV[2], ARGV[at + 1] == '1', ARGV[at + 2] == '1', now)
  if wait == 0 then pace_take(account, ARGV[2], now) end
  answers[#answers + 1] = math.ceil(wait)
end
return answers
`,
)

/** For how long (ms) one is put off; 0: it begins. */
const ask = async (now: number, promised = false, together = false) => {
  const [ms] = (await script(
    redis,
    [],
    [keys.prefix, batch, now, promised ? 1 : 0, together ? 1 : 0],
  )) as number[]
  return Number(ms)
}

const open = async (maxPerMinute?: number) => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  if (maxPerMinute !== undefined) await redis.hset(keys.batch(batch), { maxPerMinute })
}
afterAll(() => redis.disconnect())
beforeEach(() => open())

interface Asking {
  at: number
  promised: boolean
}

/** Lets messages ask at their moments; who is put off comes back then, later by `late()`. Answers when they began, and how often they were put off. */
async function play(messages: readonly number[], late: () => number, together = false) {
  const waiting: (Asking & { n: number })[] = messages.map((at, n) => ({ at, promised: false, n }))
  const began: number[] = []
  const putOff = messages.map(() => 0)
  while (waiting.length > 0) {
    waiting.sort((one, other) => one.at - other.at || one.n - other.n)
    const one = waiting.shift() as (typeof waiting)[number]
    const ms = await ask(one.at, one.promised, together)
    if (ms === 0) began.push(one.at)
    else {
      putOff[one.n] = (putOff[one.n] ?? 0) + 1
      waiting.push({ ...one, at: one.at + ms + late(), promised: true })
    }
  }
  return { began: began.sort((a, b) => a - b), putOff }
}

const mostInAMinute = (moments: readonly number[]) =>
  Math.max(0, ...moments.map((from) => moments.filter((at) => at >= from && at < from + 60_000).length))

it('a batch without a pace waits for nothing', async () => {
  expect(await ask(start)).toBe(0)
  expect(await redis.exists(keys.batch(batch))).toBe(0)
})

describe('a batch with a pace', () => {
  it('begins no more of its messages in any minute, whoever is late, or comes too early', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 90 }),
        fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 60 }),
        fc.array(fc.oneof(fc.integer({ min: -3_000, max: 5_000 }), fc.constant(300_000)), {
          minLength: 1,
          maxLength: 20,
        }),
        fc.boolean(),
        async (pace, moments, lateness, together) => {
          await open(pace)
          let n = 0
          const late = () => Math.max(0, lateness[n++ % lateness.length] ?? 0)
          const { began } = await play(
            moments.map((ms) => start + ms),
            late,
            together,
          )
          expect(began).toHaveLength(moments.length)
          expect(mostInAMinute(began)).toBeLessThanOrEqual(pace)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('puts each message off once, and uses its pace, where they come back within a second of their moments', async () => {
    await open(120)
    let n = 0
    const { began, putOff } = await play(
      Array.from({ length: 400 }, () => start),
      () => (n++ * 7_919) % 1_000,
    )
    expect(Math.max(...putOff)).toBe(1)
    const last = began.at(-1) ?? 0
    expect((last - start) / 60_000).toBeLessThan((400 / 120) * 1.05)
  })

  it('puts nobody off for long where a few take more than was promised, as those that are tried again do', async () => {
    await open(60)
    const first = await Promise.all(Array.from({ length: 100 }, () => ask(start)))
    const moments = first.filter((ms) => ms > 0).map((ms) => start + ms)
    for (let n = 0; n < 5; n++) expect(await ask(moments[0] ?? 0, true)).toBeLessThan(10_000)
    for (const moment of moments.slice(0, 30)) expect(await ask(moment, true)).toBeLessThan(10_000)
  })

  it('spreads those anew that come late all at once, and nobody overtakes them', async () => {
    await open(60)
    const first = await Promise.all(Array.from({ length: 100 }, () => ask(start)))
    const hour = start + 3_600_000
    const { began } = await play(
      first.map(() => hour),
      () => 0,
    )
    expect(mostInAMinute(began)).toBeLessThanOrEqual(60)
    expect(await ask(hour + 1_000)).toBeGreaterThan(0)
  })

  it('lets those that go in one request come at full seconds', async () => {
    await open(600)
    const waits = await Promise.all(Array.from({ length: 200 }, () => ask(start, false, true)))
    const moments = waits.filter((ms) => ms > 0).map((ms) => (start + ms) % 1_000)
    expect(new Set(moments)).toEqual(new Set([0]))
  })

  it('waits for no time that is lost where the clock was put back', async () => {
    await open(60)
    for (let n = 0; n < 10; n++) await ask(start)
    expect(await ask(start - 3_600_000, true)).toBe(0)
    expect(await ask(start - 3_600_000, true)).toBeLessThan(2_000 + 2 * paceStepMs(60))
  })

  it('goes by another pace at once', async () => {
    await open(1)
    for (let n = 0; n < 3; n++) await ask(start)
    await redis.hset(keys.batch(batch), { maxPerMinute: 600 })
    expect(await ask(start + 100, true)).toBe(0)
    expect(await ask(start + 1_000, true)).toBe(0)
  })
})
