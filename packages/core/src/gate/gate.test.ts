import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { accountKeys, defineScript, openRedis } from '../redis/index.js'
import { gateLua } from './gate.lua.js'
import { readGate } from './read-gate.js'

/** The gate's own Lua, run on a clock that the test sets: `now` comes first in the arguments. */
const take = defineScript(
  'testGateTake',
  gateLua,
  `return gate_take(KEYS[1], KEYS[2], ARGV[2], tonumber(ARGV[1]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]))`,
)
const hear = defineScript(
  'testGateHear',
  gateLua,
  `return gate_record(KEYS[1], ARGV[2], tonumber(ARGV[1]), ARGV[3], ARGV[4], tonumber(ARGV[5]), 5, 1000, 60000)`,
)

const keys = accountKeys('gate-test')
const redis = openRedis(inject('redisUrl'), 'worker')
let token = 0

const ask = async (now: number, { window = 1_000, threshold = 10, as = `t${token++}`, turn = 0 } = {}) =>
  Number(await take(redis, [keys.gate, keys.permits], [now, as, window, threshold, 5_000, turn]))
const tell = async (now: number, as: string, signal: string, { reason = 'test', pause = -1 } = {}) =>
  Number(await hear(redis, [keys.gate], [now, as, signal, reason, pause]))
const forget = () => redis.del(keys.gate, keys.permits)

beforeAll(forget)
afterEach(forget)
afterAll(() => redis.disconnect())

const silence = () => redis.hmget(keys.gate, 'silentFrom', 'silentSince', 'silentLast')

describe('the sliding window', () => {
  it('lets no more than the threshold through in any window, whenever they ask', async () => {
    const schedule = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 20, maxLength: 150 })
    await fc.assert(
      fc.asyncProperty(schedule, fc.integer({ min: 1, max: 12 }), async (gaps, threshold) => {
        await forget()
        const granted: number[] = []
        let now = 1_000_000
        for (const gap of gaps) {
          now += gap
          if ((await ask(now, { threshold })) === 0) granted.push(now)
        }
        for (const start of granted) {
          expect(granted.filter((at) => at >= start && at < start + 1_000).length).toBeLessThanOrEqual(
            threshold,
          )
        }
      }),
      { numRuns: 40 },
    )
  })

  it('names the moment at which a permit comes free: not a millisecond earlier, not later', async () => {
    const schedule = fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 10, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(schedule, async (gaps) => {
        await forget()
        let now = 1_000_000
        for (const gap of gaps) {
          now += gap
          const wait = await ask(now, { threshold: 3 })
          if (wait === 0) continue
          expect(await ask(now + wait - 1, { threshold: 3 })).toBe(1)
          expect(await ask(now + wait, { threshold: 3 })).toBe(0)
          now += wait
        }
      }),
      { numRuns: 30 },
    )
  })

  it('keeps what bulk may not take for urgent', async () => {
    for (let n = 0; n < 8; n++) expect(await ask(5_000 + n, { threshold: 8 })).toBe(0)
    expect(await ask(5_010, { threshold: 8 })).toBe(990)
    expect(await ask(5_010, { threshold: 10 })).toBe(0)
    expect(await ask(5_010, { threshold: 10 })).toBe(0)
    expect(await ask(5_010, { threshold: 10 })).toBe(990)
  })
})

describe('closing', () => {
  it('closes for as long as upstream says, for everybody', async () => {
    expect(await tell(0, 'a', 'close', { reason: 'throttled', pause: 30_000 })).toBe(30_000)
    expect(await ask(10_000)).toBe(20_000)
    expect(await readGate(redis, keys)).toEqual({
      open: false,
      reason: 'throttled',
      closedUntil: new Date(30_000),
    })
  })

  it('closes after five strains in a row, and not when one in between gets through', async () => {
    for (let n = 0; n < 4; n++) expect(await tell(n, `s${n}`, 'failure')).toBe(0)
    await tell(5, 'ok', 'success')
    for (let n = 0; n < 4; n++) expect(await tell(10 + n, `s${n}`, 'failure')).toBe(0)
    expect(await ask(20)).toBe(0)
    expect(await tell(21, 's4', 'failure')).toBe(1_000)
    expect(await ask(22)).toBe(999)
  })

  it('sends one probe when the pause is over, and opens when it gets through', async () => {
    await tell(0, 'a', 'close', { pause: 1_000 })
    expect(await ask(1_000, { as: 'probe' })).toBe(0)
    expect(await ask(1_001)).toBe(250)
    expect(await tell(1_100, 'late', 'success')).toBe(0)
    expect(await ask(1_101)).toBe(250)
    expect(await tell(1_200, 'probe', 'success')).toBe(-1)
    expect(await ask(1_201)).toBe(0)
    expect(await readGate(redis, keys)).toEqual({ open: true })
  })

  it('lets others try first: half a pause before the template of what was refused, and a pause before that itself', async () => {
    await tell(0, 'a', 'close', { pause: 1_000 })
    // Its own turn is known at once; its template waits with the lane.
    expect(await ask(500, { turn: 2 })).toBe(1_500)
    expect(await ask(500, { turn: 1 })).toBe(500)
    expect(await ask(1_000, { turn: 1 })).toBe(500)
    expect(await ask(1_499, { turn: 2 })).toBe(501)
    expect(await ask(1_000, { turn: 0, as: 'other' })).toBe(0)
    await tell(1_100, 'other', 'close', { pause: 10_000 })
    expect(await ask(11_100, { turn: 1 })).toBe(1_000)
    expect(await ask(12_100, { turn: 1, as: 'sibling' })).toBe(0)
    await tell(12_200, 'sibling', 'close', { pause: 50 })
    expect(await ask(12_449, { turn: 2 })).toBe(1)
    expect(await ask(12_450, { turn: 2 })).toBe(0)
  })

  it('makes room for the next probe at once when one ends without an attempt', async () => {
    await tell(0, 'a', 'close', { pause: 1_000 })
    expect(await ask(1_000, { as: 'outdated' })).toBe(0)
    expect(await tell(1_001, 'somebody', 'none')).toBe(0)
    expect(await ask(1_001, { as: 'next' })).toBe(250)
    expect(await tell(1_002, 'outdated', 'none')).toBe(0)
    expect(await ask(1_003, { as: 'next' })).toBe(0)
  })

  it('closes twice as long each time a probe fails, up to a minute', async () => {
    let now = 0
    const pauses = [await tell(now, 'first', 'close')]
    for (let n = 0; n < 8; n++) {
      now += pauses.at(-1) ?? 0
      expect(await ask(now, { as: `probe${n}` })).toBe(0)
      pauses.push(await tell(now, `probe${n}`, 'failure'))
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
  })

  it('gives up a probe that never answers', async () => {
    await tell(0, 'a', 'close', { pause: 1_000 })
    expect(await ask(1_000, { as: 'dead' })).toBe(0)
    expect(await ask(5_999)).toBe(1)
    expect(await ask(6_000)).toBe(0)
  })

  it('is not closed again by those that were under way when it closed, but upstream may prolong it', async () => {
    await tell(0, 'a', 'close', { pause: 10_000 })
    expect(await tell(10, 'b', 'close', { pause: 5_000 })).toBe(0)
    expect(await tell(20, 'c', 'failure')).toBe(0)
    expect(await ask(100)).toBe(9_900)
    await tell(200, 'd', 'close', { pause: 20_000 })
    expect(await ask(200)).toBe(20_000)
  })
})

describe('a silence', () => {
  it('begins with the first attempt that got no answer, and ends with the first that gets one', async () => {
    await tell(100, 'a', 'failure')
    await tell(200, 'b', 'failure')
    expect(await silence()).toEqual(['100', '100', '200'])
    await tell(300, 'c', 'success')
    expect(await redis.exists(keys.gate)).toBe(0)
  })

  it('goes on while the gate is closed, until a probe gets through', async () => {
    for (let n = 0; n < 5; n++) await tell(n, `a${n}`, 'failure')
    await tell(10, 'late', 'success')
    expect(await ask(1_004, { as: 'probe' })).toBe(0)
    await tell(1_500, 'probe', 'failure')
    expect(await silence()).toEqual(['0', '0', '1500'])
    expect(await ask(3_500, { as: 'second' })).toBe(0)
    await tell(3_600, 'second', 'success')
    expect(await redis.exists(keys.gate)).toBe(0)
  })

  it('is told when it ends, from the beginning of its first attempt, unless it was of less than a second', async () => {
    const ended = defineScript(
      'testGateSilence',
      gateLua,
      `local strain = function(now, begun) gate_record(KEYS[1], 'a', now, 'failure', 'test', -1, 5, 1, 1, begun) end
       strain(10000, 4000) strain(10100, 3000) strain(10200)
       local _, early = gate_record(KEYS[1], 'b', 10999, 'success')
       strain(20000, 15000)
       local _, late = gate_record(KEYS[1], 'b', 21000, 'success')
       return { early or 'none', late }`,
    )
    expect(await ended(redis, [keys.gate], [])).toEqual(['none', 15_000])
    expect(await redis.exists(keys.gate)).toBe(0)
  })

  it('is none where upstream says that it takes nothing', async () => {
    await tell(0, 'a', 'close', { pause: 1_000 })
    expect(await silence()).toEqual([null, null, null])
  })
})

describe('a clock that is set back', () => {
  /** Long enough to need no clock but this one: a replica's that is an hour behind. */
  const hour = 3_600_000

  it('leaves its permits counting: never more than the limit in a window of true time, no wait longer than one', async () => {
    const asking = fc.record({
      gap: fc.integer({ min: 0, max: 400 }),
      setBack: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 2 * hour })),
    })
    const asked = fc.array(asking, { minLength: 20, maxLength: 80 })
    await fc.assert(
      fc.asyncProperty(asked, fc.integer({ min: 1, max: 12 }), async (schedule, threshold) => {
        await forget()
        const granted: number[] = []
        let [time, clock] = [0, 1_000_000_000]
        for (const { gap, setBack } of schedule) {
          time += gap
          clock += gap - setBack
          const wait = await ask(clock, { threshold })
          expect(wait).toBeLessThanOrEqual(1_000)
          if (wait === 0) granted.push(time)
        }
        for (const start of granted) {
          const inWindow = granted.filter((at) => at >= start && at < start + 1_000)
          expect(inWindow.length).toBeLessThanOrEqual(threshold)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('takes permits as taken now, whatever times they have', async () => {
    const times = fc.array(fc.integer({ min: -2 * hour, max: 2 * hour }), { minLength: 1, maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: 1, max: 12 }), async (offsets, threshold) => {
        await forget()
        const now = 1_000_000_000
        await redis.zadd(keys.permits, ...offsets.flatMap((offset, n) => [now + offset, `p${n}`]))
        const counting = offsets.filter((offset) => offset > -1_000).length
        const wait = await ask(now, { threshold })
        expect(wait === 0).toBe(counting < threshold)
        expect(wait).toBeLessThanOrEqual(1_000)
        for (let n = 0; n < threshold; n++) await ask(now + 1, { threshold })
        expect(await redis.zcount(keys.permits, `(${now - 999}`, '+inf')).toBe(Math.max(threshold, counting))
        expect(await ask(now + 1_001, { threshold })).toBe(0)
      }),
      { numRuns: 60 },
    )
  })

  it('closes the gate for no longer than it was to be', async () => {
    await tell(hour, 'a', 'close', { pause: 30_000 })
    expect(await ask(10_000)).toBe(30_000)
    expect(await ask(20_000)).toBe(20_000)
    expect(await ask(40_000)).toBe(0)
  })

  it('closes a gate that 0.1.0 closed for an hour at most', async () => {
    await redis.hset(keys.gate, { until: 3 * hour, reason: 'throttled', closures: 1 })
    expect(await ask(0)).toBe(hour)
    expect(await ask(hour)).toBe(0)
  })

  it('does not wait for a probe for longer than one may take', async () => {
    await tell(hour, 'a', 'close', { pause: 1_000 })
    expect(await ask(hour + 1_000, { as: 'dead' })).toBe(0)
    expect(await ask(0)).toBe(1_000)
    expect(await ask(1_000)).toBe(250)
    expect(await ask(5_999)).toBe(1)
    expect(await ask(6_000)).toBe(0)
  })

  it('ends a silence with the first that gets through, and says that it began by now', async () => {
    const ended = defineScript(
      'testSilenceSetBack',
      gateLua,
      `gate_record(KEYS[1], 'a', ${hour}, 'failure', 'test', -1, 5, 1, 1, ${hour - 500})
       local _, from = gate_record(KEYS[1], 'b', 5000, 'success')
       return from`,
    )
    expect(await ended(redis, [keys.gate], [])).toBe(5_000)
  })
})
