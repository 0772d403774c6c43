import fc from 'fast-check'
import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { QuietHours } from './account/index.js'
import {
  forgetAsleep,
  type HoursOf,
  hoursTerms,
  openContacts,
  openQuietHours,
  readAsleep,
  readBatchAsleep,
  wakesWithin,
} from './contacts/index.js'
import { type BeginInput, begin } from './ledger/index.js'
import { openPersons } from './persons/index.js'
import { accountKeys, openRedis, redisNow } from './redis/index.js'

const keys = accountKeys('quiet-hours-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const retentionMs = 86_400_000
const persons = openPersons({ redis, keys, seal: undefined, retentionMs })
const ledgerOptions = { retentionMs, outbox: false, persons }
const limit = { max: 10_000, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 }
const hourMs = 3_600_000
const seconds = (ms: number) => Math.floor(ms / 1_000)

const start = (id: string, hours: HoursOf, over: Partial<BeginInput> = {}) =>
  begin(redis, keys, {
    ...{ id, token: id, lane: 'bulk', policy: 'verify', limit, ledgerOptions },
    ...{ maxAttempts: 3, attemptMs: 5_000, enqueuedAt: 1_000 },
    contacts: openContacts({ hours }),
    message: { to: '5511900000001', namespace: 'ns', elementName: 'boas_vindas' },
    ...over,
  })
/** Open hours by how far from now they begin and end, ms. */
const within =
  (from: number, until: number, next: number, now: number): HoursOf =>
  () =>
    [...[from, until, next].map((ms) => seconds(now + ms)), 'mark'].join()

beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
})
afterAll(() => redis.disconnect())

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const areaCodes = ['11', '65', '68', '81', '92', '97'] as const
/** What its clocks show: asked of Intl, not of the code. */
const zones = {
  ...{ 11: ['America/Sao_Paulo'], 65: ['America/Cuiaba'], 68: ['America/Rio_Branco'] },
  ...{ 81: ['America/Recife'], 92: ['America/Manaus'], 97: ['America/Manaus', 'America/Eirunepe'] },
} as const
const quarter = (count: number) =>
  `${String(Math.floor(count / 4)).padStart(2, '0')}:${String((count % 4) * 15).padStart(2, '0')}`

function mayGo(quiet: QuietHours, code: (typeof areaCodes)[number], moment: number): boolean {
  return zones[code].every((zone) => {
    const shown = (options: Intl.DateTimeFormatOptions, locale = 'en-GB') =>
      new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }).format(moment)
    const day = shown({ weekday: 'short' }).toLowerCase()
    const time = shown({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    if (quiet.closedDates.includes(shown({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA')))
      return false
    return quiet.windows.some(
      (window) => window.days.some((each) => each === day) && window.from <= time && time < window.until,
    )
  })
}

test('no message begins within quiet hours of its zone, and every other does', async () => {
  const isoDay = (offset: number) => new Date(Date.now() + offset * 24 * hourMs).toISOString().slice(0, 10)
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(
        fc.record({
          day: fc.constantFrom(...days),
          from: fc.integer({ min: 0, max: 90 }),
          length: fc.integer({ min: 5, max: 96 }),
        }),
        { minLength: 3, maxLength: 7, selector: ({ day }) => day },
      ),
      fc.array(fc.integer({ min: -1, max: 1 }), { maxLength: 1 }),
      fc.constantFrom(...areaCodes),
      fc.constantFrom('MARKETING', 'UTILITY', ''),
      fc.constantFrom('marketing' as const, 'all-but-otp' as const),
      async (windows, closed, code, category, covers) => {
        const quietHours = QuietHours.parse({
          windows: windows.map(({ day, from, length }) => ({
            days: [day],
            from: quarter(from),
            until: quarter(Math.min(96, from + length)),
          })),
          closedDates: closed.map(isoDay),
          covers,
        })
        const hours = openQuietHours({ quietHours, defaultCountry: 'BR' })
        if (!hours) throw new Error('There are quiet hours')
        const message = { to: `55${code}900000001`, namespace: 'ns', elementName: 'oi', category }
        const before = mayGo(quietHours, code, Date.now())
        run += 1
        const { kind } = await start(`law-${run}`, hoursTerms(hours, Date.now), { message })
        const isHeld = covers === 'all-but-otp' || category !== 'UTILITY'
        // A window that opens or closes at this very moment proves nothing.
        if (mayGo(quietHours, code, Date.now()) !== before) return
        expect(kind).toBe(before || !isHeld ? 'go' : 'postponed')
      },
    ),
    { numRuns: 150 },
  )
})

test('a message waits for its hour, or for the next one when that is over by Redis’s clock', async () => {
  const now = await redisNow(redis, keys)
  expect(await start('open', within(-hourMs, hourMs, 24 * hourMs, now))).toEqual({ kind: 'go', attempt: 1 })
  for (const [id, hours, opens] of [
    ['early', within(hourMs, 2 * hourMs, 24 * hourMs, now), hourMs],
    ['late', within(-hourMs, -1_000, 3 * hourMs, now), 3 * hourMs],
  ] as const) {
    const at = seconds(now + opens) * 1_000
    const answer = await start(id, hours)
    expect(answer).toMatchObject({
      ...{ kind: 'postponed', why: 'quiet-hours', first: true },
      at: new Date(at + 250),
    })
    // By Redis's clock, a moment later.
    expect('ms' in answer && at + 250 - answer.ms - now).toBeLessThan(60_000)
    expect(await redis.exists(keys.message(id))).toBe(0)
  }
})

test('where the clocks are so far apart that nothing is known, it asks again in a second', async () => {
  const now = await redisNow(redis, keys)
  const hours = within(-9 * hourMs, -8 * hourMs, -7 * hourMs, now)
  expect(await start('odd', hours)).toMatchObject({ kind: 'postponed', ms: 1_000, why: 'quiet-hours' })
  expect(await readAsleep(redis, keys, 0)).toEqual([])
})

test('what ends it anyway comes first, and an attempt that has begun goes on', async () => {
  const now = await redisNow(redis, keys)
  const closed = within(hourMs, 2 * hourMs, 24 * hourMs, now)
  expect(await start('over', closed, { expiresAt: now - 1 })).toEqual({ kind: 'expired' })
  const open = within(-hourMs, hourMs, 24 * hourMs, now)
  expect(await start('begun', open)).toEqual({ kind: 'go', attempt: 1 })
  expect(await start('begun', closed)).toEqual({ kind: 'go', attempt: 1 })
  expect(await start('other', open, { expiresAt: now + hourMs })).toEqual({ kind: 'go', attempt: 1 })
  expect(await start('expires', closed, { expiresAt: now + 1_000 })).toMatchObject({
    ...{ kind: 'postponed', expiresAt: new Date(now + 1_000) },
  })
})

test('who waits is counted by the hour, for the account and its batch, and wakes in the order in which they came', async () => {
  const now = await redisNow(redis, keys)
  const opens = seconds(now + hourMs) * 1_000
  const closed = within(hourMs, 2 * hourMs, 24 * hourMs, now)
  const count = String(3_998)
  await redis.hset(keys.quietHours, `mark:${opens}`, count)
  const wakes: number[] = []
  for (const id of ['a', 'b', 'c']) {
    const answer = await start(id, closed, id === 'b' ? { batch: 'campaign' } : {})
    wakes.push('at' in answer ? Number(answer.at) - opens - 250 : Number.NaN)
  }
  expect(wakes).toEqual([1, 2, 2])
  const group = { mark: 'mark', at: opens, messages: 4_001 }
  expect(await readAsleep(redis, keys, now)).toEqual([group])
  expect(wakesWithin(group)).toEqual({ from: opens + 250, until: opens + 252 })
  expect(await readAsleep(redis, keys, opens)).toEqual([])
  expect(await readBatchAsleep(redis, keys, 'campaign', now)).toEqual([
    { mark: 'mark', at: opens, messages: 1 },
  ])
  await forgetAsleep(redis, keys, group)
  expect(await readBatchAsleep(redis, keys, 'campaign', now)).toEqual([])
})

test('what is counted goes a day after the last hour, and what is long over when another is noted', async () => {
  const now = await redisNow(redis, keys)
  const day = 24 * hourMs
  await redis.hset(keys.quietHours, `old:${now - 2 * day}`, '7', `mark:${now - hourMs}`, '9')
  await start('a', within(hourMs, 2 * hourMs, day, now), { batch: 'campaign' })
  expect(await redis.hkeys(keys.quietHours)).toEqual([
    `mark:${now - hourMs}`,
    `mark:${seconds(now + hourMs) * 1_000}`,
  ])
  for (const key of [keys.quietHours, keys.batchQuietHours('campaign')]) {
    expect(await redis.pttl(key)).toBeGreaterThan(day)
    expect(await redis.pttl(key)).toBeLessThanOrEqual(day + hourMs)
  }
})
