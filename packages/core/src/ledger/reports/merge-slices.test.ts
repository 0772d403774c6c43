import fc from 'fast-check'
import { afterAll, expect, inject, test } from 'vitest'
import { accountKeys, defineScript, openRedis, type Redis } from '../../redis/index.js'
import { entryLua } from '../entry/entry.lua.js'
import { entryScriptArgs, entryScriptKeys, sliceMs } from '../entry/ledger-options.js'
import { unpackId } from '../ids/packed-id.js'
import { mergeSlices } from './merge-slices.js'
import { dropSlices, markScanned, readSlices, stepsWithin } from './slices.js'

const redis = openRedis(inject('redisUrl'), 'worker')
afterAll(() => redis.disconnect())
const keys = accountKeys('merge-slices')
const hourMs = 3_600_000
const maxAgeMs = 72 * hourMs
const start = 1_800_000_000_000

const move = defineScript(
  'disparoTestMoveEntry',
  entryLua,
  `entry_move(entry_account(), ARGV[5], '', ARGV[6] ~= '' and ARGV[6] or nil, ARGV[7], tonumber(ARGV[8]))`,
)
const moveTo = (id: string, from: string, to: string, at: number) =>
  move(redis, entryScriptKeys(keys), [
    ...entryScriptArgs(keys, { retentionMs: 86_400_000, outbox: false }),
    ...[id, from, to, at],
  ])

async function empty(): Promise<void> {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
}

/** Whose merging ends in the middle, as where a worker dies. */
function dyingAfter(calls: number): Redis {
  let left = calls
  return new Proxy(redis, {
    get(target, name) {
      if (name === 'disparoMergeSlices' && left-- <= 0) throw new Error('died')
      const value = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

const messages = 12
const which = fc.nat(messages - 1)
const action = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('attempt' as const), which }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      which,
      as: fc.constantFrom('accepted', 'unknown'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('read' as const), which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.constantFrom(1_000, 40_000, 400_000, 4_000_000, 9_000_000),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('merge' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('die' as const), calls: fc.nat(2) }) },
)

test('whatever is sent, sent again, read and merged, in any order and by workers that die: counts are a recount', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 60 }), async (actions) => {
      await empty()
      let now = start
      const known = new Map<string, { status: string; sendingAt: number }>()
      const joined = new Map<number, Set<string>>()
      for (const each of actions) {
        if (each.kind === 'wait') now += each.ms
        if (each.kind === 'merge') await mergeSlices(redis, keys, { now, maxAgeMs })
        if (each.kind === 'die') {
          await mergeSlices(dyingAfter(each.calls), keys, { now, maxAgeMs }).catch(() => {})
        }
        if (!('which' in each)) continue
        const id = `m${each.which}`
        const { status = '', sendingAt = 0 } = known.get(id) ?? {}
        if (each.kind === 'attempt' && ['', 'unknown'].includes(status)) {
          await moveTo(id, status, 'sending', now)
          known.set(id, { status: 'sending', sendingAt: now })
        }
        if (each.kind === 'settle' && status === 'sending') {
          await moveTo(id, status, each.as, now)
          known.set(id, { status: each.as, sendingAt })
          const step = Math.floor(sendingAt / sliceMs)
          joined.set(step, (joined.get(step) ?? new Set()).add(id))
        }
        if (each.kind === 'read' && ['accepted', 'unknown'].includes(status)) {
          await moveTo(id, status, 'read', now)
          known.set(id, { status: 'read', sendingAt })
        }
      }

      const slices = await readSlices(redis, keys)
      const openIn = (n: number, end: number) =>
        [...known.values()].filter(
          ({ status, sendingAt }) =>
            ['accepted', 'unknown'].includes(status) && sendingAt >= n * sliceMs && sendingAt < end * sliceMs,
        ).length
      for (const [index, { n, length, open, total }] of slices.entries()) {
        expect([n, open]).toEqual([n, openIn(n, n + length)])
        expect(total).toBeGreaterThanOrEqual(open)
        expect(n).toBeGreaterThanOrEqual((slices[index - 1]?.n ?? 0) + (slices[index - 1]?.length ?? 0))
      }
      // A window is held against the messages of its steps, which are the same ones however slices were merged.
      const all = { first: 0, last: Number.MAX_SAFE_INTEGER }
      expect(stepsWithin(slices, all)).toEqual([...joined.keys()].sort((a, b) => a - b))
      for (const [step, ids] of joined) {
        const listed = (await redis.lrangeBuffer(keys.slice(step), 0, -1)).map(unpackId)
        expect(new Set(listed)).toEqual(ids)
      }
    }),
    { numRuns: 60 },
  )
})

test('what a version before left, half-minutes of three days, becomes some 120 slices, and nothing of it is lost', async () => {
  await empty()
  const last = start / sliceMs
  const steps = Array.from({ length: 8_640 }, (_, index) => last - index)
  for (const [hash, value] of [
    [keys.slicesTotal, 9],
    [keys.slicesOpen, 4],
    [keys.slicesScanned, start],
  ] as const) {
    await redis.hset(hash, Object.fromEntries(steps.map((n) => [n, value])))
  }
  const slices = await mergeSlices(redis, keys, { now: start, maxAgeMs })
  expect(slices.length).toBeGreaterThan(100)
  expect(slices.length).toBeLessThan(150)
  expect(slices.reduce((sum, { open }) => sum + open, 0)).toBe(4 * 8_640)
  expect(slices.reduce((sum, { total }) => sum + total, 0)).toBe(9 * 8_640)
  expect(slices.every(({ scannedAt }) => scannedAt === start)).toBe(true)
  expect(slices.flatMap((slice) => slice.steps)).toEqual(steps.toReversed())
  await dropSlices(redis, keys, slices)
  expect(await redis.exists(keys.slicesOpen, keys.slicesTotal, keys.slicesScanned, keys.slicesLong)).toBe(0)
})

test('a slice of parts that were not all scanned was never scanned, and else at their average', async () => {
  await empty()
  const n = start / sliceMs
  const put = (step: number, scannedAt?: number) =>
    Promise.all([
      redis.hset(keys.slicesOpen, step, 1),
      redis.hset(keys.slicesTotal, step, 1),
      scannedAt && redis.hset(keys.slicesScanned, step, scannedAt),
    ])
  await put(n, start + 100_000)
  await put(n + 1, start + 200_000)
  await put(n + 10)
  await put(n + 11, start + 400_000)
  const merged = await mergeSlices(redis, keys, { now: start + hourMs, maxAgeMs })
  expect(merged).toMatchObject([
    { n, length: 10, scannedAt: start + 150_000 },
    { n: n + 10, length: 10 },
  ])
  expect(merged[1]?.scannedAt).toBeUndefined()
  // The last look at the part looked at first is still to come: the average must not say that it was.
  await empty()
  await put(n, start + 100_000)
  await put(n + 1, start + 2 * hourMs)
  const [slice] = await mergeSlices(redis, keys, { now: start + 2 * hourMs, maxAgeMs: 60_000 })
  expect(slice?.scannedAt).toBeLessThan((n + 10) * sliceMs + 60_000)
})

test('the progress of scans in a long slice is kept, and none is noted of one that is gone', async () => {
  await empty()
  const n = start / sliceMs
  await redis.hset(keys.slicesOpen, n, 1)
  await mergeSlices(redis, keys, { now: start + hourMs, maxAgeMs })
  const marks = { n, length: 10, scannedAt: 7, progress: { until: n + 3, since: 9 } }
  await markScanned(redis, keys, [marks, { ...marks, n: n + 10 }])
  expect(await readSlices(redis, keys)).toMatchObject([marks])
  await markScanned(redis, keys, [{ n, length: 10, scannedAt: 9 }])
  expect((await readSlices(redis, keys))[0]).toMatchObject({ scannedAt: 9 })
  expect((await readSlices(redis, keys))[0]?.progress).toBeUndefined()
  expect(await redis.hlen(keys.slicesLong)).toBe(4)
})
