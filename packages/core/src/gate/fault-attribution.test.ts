import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { accountKeys, defineScript, openRedis } from '../redis/index.js'
import { faultAttributionLua } from './fault-attribution.lua.js'
import { gateLua } from './gate.lua.js'
import { readRestingTemplates, templateName } from './resting-templates.js'

/** The Lua itself, run on a clock that the test sets: `now` comes first in the arguments. */
const refused = defineScript(
  'testBlameRefused',
  gateLua,
  faultAttributionLua,
  `local now, n = tonumber(ARGV[1]), tonumber
   local verdict, fresh, pause = blame_refused(KEYS[1], ARGV[2], { id = ARGV[3], token = ARGV[4], refused = n(ARGV[5]),
     own = ARGV[6] == '1', needed = n(ARGV[7]), shared = ARGV[8] == '1', reason = 'test', pause = -1, first = 1000, longest = 60000 }, now)
   return { verdict, fresh and 1 or 0, pause or 0 }`,
)
const through = defineScript(
  'testBlameThrough',
  gateLua,
  faultAttributionLua,
  `if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
   return blame_passed(KEYS[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[1])) and 1 or 0`,
)
/** As `begin` does it: put off, or the probe. */
const go = defineScript(
  'testBlameGo',
  gateLua,
  faultAttributionLua,
  `local now = tonumber(ARGV[1])
   local _, record = blame_read(KEYS[1], ARGV[2], now)
   local ms, first = blame_postpone(KEYS[1], ARGV[2], record, ARGV[3], now, 100)
   if ms then return { ms, first and 1 or 0 } end
   blame_probe(KEYS[1], ARGV[2], record, ARGV[3], now, 5000)
   return { 0, 0 }`,
)
const release = defineScript(
  'testBlameRelease',
  gateLua,
  faultAttributionLua,
  'blame_release(KEYS[1], ARGV[2], ARGV[3], tonumber(ARGV[1]))',
)

const keys = accountKeys('blame-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const bad = templateName({ namespace: 'ns', elementName: 'ruim' })
const good = templateName({ namespace: 'ns', elementName: 'boa' })

interface Refusal {
  readonly id?: string
  readonly token?: string
  readonly before?: number
  readonly own?: boolean
  readonly needed?: number
  readonly shared?: boolean
}
const refuse = async (now: number, template: string, refusal: Refusal = {}) => {
  const { id = 'm1', token = '-', before = '', own, needed = 2, shared } = refusal
  const args = [now, template, id, token, before, own ? 1 : 0, needed, shared ? 1 : 0]
  const [verdict, fresh, pause] = (await refused(redis, [keys.faults], args)) as [string, number, number]
  return { verdict, fresh: fresh === 1, pause }
}
const pass = (now: number, template: string, begun = now) =>
  through(redis, [keys.faults], [now, template, begun])
const ask = (now: number, template: string, token: string) => go(redis, [keys.faults], [now, template, token])

const forget = () => redis.del(keys.faults)
beforeEach(forget)
afterEach(forget)
afterAll(() => redis.disconnect())

describe('a refusal', () => {
  it('is the fault of the account as long as nothing gets through, however many are refused', async () => {
    for (let n = 0; n < 20; n++) {
      const { verdict } = await refuse(1_000 + n, n % 2 ? bad : good, {
        id: `m${n % 6}`,
        before: n < 6 ? 0 : n,
      })
      expect(verdict).toBe('account')
    }
    expect(await readRestingTemplates(redis, keys, 2_000)).toEqual([])
  })

  it('is the own fault of a message that was refused before others got through, and from then on', async () => {
    await refuse(1_000, good, { id: 'poison' })
    await pass(1_500, good, 1_200)
    expect(await refuse(2_000, good, { id: 'poison', before: 1_000 })).toMatchObject({
      verdict: 'message',
      fresh: true,
    })
    expect(await refuse(3_000, good, { id: 'poison', before: 2_000, own: true })).toMatchObject({
      verdict: 'message',
      fresh: false,
    })
  })

  it('is nobody’s own fault by what had begun before it', async () => {
    await refuse(1_000, good, { id: 'm1' })
    await pass(1_500, good, 999)
    expect(await refuse(2_000, good, { id: 'm1', before: 1_000 })).toMatchObject({ verdict: 'account' })
  })

  it('of a second message of a template is the template’s where others got through', async () => {
    await refuse(1_000, bad, { id: 'm1' })
    await pass(1_500, good)
    expect(await refuse(2_000, bad, { id: 'm2' })).toEqual({
      verdict: 'template',
      fresh: false,
      pause: 1_000,
    })
    expect(await readRestingTemplates(redis, keys, 2_000)).toEqual([
      {
        namespace: 'ns',
        elementName: 'ruim',
        reason: 'test',
        since: new Date(1_000),
        until: new Date(3_000),
      },
    ])
    // The first of them is no exception.
    expect(await refuse(2_500, bad, { id: 'm1', before: 1_000 })).toMatchObject({
      verdict: 'template',
      pause: 0,
    })
  })

  it('is no template’s where one of its own got through', async () => {
    await refuse(1_000, bad, { id: 'm1' })
    await pass(1_500, bad)
    await pass(1_600, good)
    expect(await refuse(2_000, bad, { id: 'm2' })).toMatchObject({ verdict: 'account' })
  })

  it('by strain counts from the third on, and a request of several messages is of several', async () => {
    await refuse(1_000, bad, { id: 'm1', needed: 3 })
    await pass(1_500, good)
    expect(await refuse(2_000, bad, { id: 'm2', needed: 3 })).toMatchObject({ verdict: 'account' })
    expect(await refuse(2_100, bad, { id: 'm3', needed: 3 })).toMatchObject({ verdict: 'template' })
    await forget()
    await refuse(1_000, bad, { id: 'm1', shared: true })
    await pass(1_500, good)
    expect(await refuse(2_000, bad, { id: 'm1', shared: true })).toMatchObject({ verdict: 'template' })
  })

  it('and what got through by a clock that was set back since count for nothing', async () => {
    await refuse(1_000_000, bad, { id: 'm1' })
    await pass(1_000_500, good)
    expect(await refuse(2_000, bad, { id: 'm2', before: 1_000 })).toMatchObject({ verdict: 'account' })
  })
})

describe('a template that rests', () => {
  const rest = async () => {
    await refuse(1_000, bad, { id: 'm1' })
    await pass(1_500, good)
    await refuse(2_000, bad, { id: 'm2' })
  }

  it('puts its messages off, the first until it may try and before the backlog, the others one after the other', async () => {
    await rest()
    expect(await ask(2_100, bad, 'a')).toEqual([900, 1])
    expect(await ask(2_100, bad, 'b')).toEqual([1_100, 0])
    expect(await ask(2_200, bad, 'c')).toEqual([1_100, 0])
    expect(await ask(2_200, good, 'd')).toEqual([0, 0])
  })

  it('is tried by one at a time, after pauses that double', async () => {
    await rest()
    let now = 3_000
    const pauses: number[] = []
    for (let n = 0; n < 8; n++) {
      expect(await ask(now, bad, `probe${n}`)).toEqual([0, 0])
      expect(((await ask(now, bad, `other${n}`)) as number[])[0]).toBeGreaterThan(0)
      // What began before it rested does not prolong it.
      expect(await refuse(now, bad, { id: 'late', token: 'late' })).toMatchObject({
        verdict: 'template',
        pause: 0,
      })
      const { pause } = await refuse(now, bad, { id: `m${n}`, token: `probe${n}` })
      pauses.push(pause)
      now += pause
    }
    expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
  })

  it('goes again as soon as one of its messages gets through', async () => {
    await rest()
    expect(await ask(3_000, bad, 'probe')).toEqual([0, 0])
    expect(await pass(3_100, bad, 3_000)).toBe(1)
    for (const token of ['a', 'b', 'c']) expect(await ask(3_101, bad, token)).toEqual([0, 0])
  })

  it('has room for the next probe at once when one ends without an attempt, and when one never ends', async () => {
    await rest()
    expect(await ask(3_000, bad, 'outdated')).toEqual([0, 0])
    await release(redis, [keys.faults], [3_001, bad, 'outdated'])
    expect(await ask(3_002, bad, 'dead')).toEqual([0, 0])
    expect(((await ask(8_001, bad, 'early')) as number[])[0]).toBeGreaterThan(0)
    expect(await ask(8_002, bad, 'next')).toEqual([0, 0])
  })

  it('is one of a hundred at most, the latest refused', async () => {
    await pass(0, good)
    for (let n = 0; n < 150; n++) await refuse(1_000 + n, `ns\nt${n}`)
    expect(await redis.hlen(keys.faults)).toBeLessThanOrEqual(101)
    expect(await redis.hexists(keys.faults, 'tns\nt149')).toBe(1)
    expect(await redis.hexists(keys.faults, 'tns\nt0')).toBe(0)
  })
})
