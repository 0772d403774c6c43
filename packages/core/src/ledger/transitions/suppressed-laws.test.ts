import fc from 'fast-check'
import { afterAll, expect, inject, it } from 'vitest'
import {
  addSuppressions,
  liftSuppressions,
  openContacts,
  type SuppressionCovers,
  suppressionCovers,
} from '../../contacts/index.js'
import { settledStatuses } from '../../message/index.js'
import { openPersons } from '../../persons/index.js'
import { accountKeys, openRedis } from '../../redis/index.js'
import { noSeal } from '../../seal/index.js'
import {
  begin,
  forgetMessage,
  readBatch,
  readEntries,
  recordChunk,
  reopen,
  resolveDoubt,
  rowId,
  type Settlement,
  setBatchPhase,
  settle,
} from '../index.js'

const keys = accountKeys('suppressed-laws-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const batch = '00000000-0000-4000-8000-000000000001'
const retentionMs = 86_400_000
const people = ['5511987554321', '5511987554322', '5511987554323']
const kinds = ['marketing', 'other', 'otp'] as const
/** Each person has one message of each kind. */
const rows = people.flatMap((to) => kinds.map((kind) => ({ to, kind })))
const code = { components: [{ type: 'otp', parameters: [{ type: 'text', text: '1' }] }] } as const

afterAll(() => redis.disconnect())

function covered(covers: SuppressionCovers | undefined, kind: (typeof kinds)[number]): boolean {
  if (covers === undefined) return false
  return covers === 'everything' || (covers === 'all-but-otp' ? kind !== 'otp' : kind === 'marketing')
}

/** Everything that may be done, with what must be true of it. */
async function openScene() {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  const persons = openPersons({ redis, keys, retentionMs })
  const ledgerOptions = { retentionMs, outbox: false, persons }
  const list = { scope: 'account', redis, keys, seal: noSeal, persons } as const
  const now = Date.now()
  await recordChunk(redis, keys, {
    ...{ id: batch, lane: 'bulk', rejectedRows: 0, now, retentionMs },
    rows: rows.map((_, index) => ({ row: index + 1 })),
  })
  const suppressedBy = new Map<string, SuppressionCovers>()
  const tokens = new Map<number, string>()
  let attempts = 0
  let isClosed = false
  const second = Math.floor(now / 1_000)
  const contacts = openContacts({
    hours: (_message, kind) => {
      const [from, until] = isClosed && kind !== 'otp' ? [3_600, 7_200] : [-3_600, 7_200]
      return [second + from, second + until, second + 90_000, 'mark'].join()
    },
  })

  const start = async (index: number, token: string, policy: 'verify' | 'resend') => {
    const { to, kind } = rows[index] as (typeof rows)[number]
    const category = kind === 'marketing' ? 'MARKETING' : 'UTILITY'
    const message = { to, namespace: 'ns', elementName: 'aviso', category, ...(kind === 'otp' && code) }
    const isSame = tokens.get(index) === token
    const answer = await begin(redis, keys, {
      ...{ id: rowId(batch, index + 1), row: index + 1, batch, token, lane: 'bulk', policy, message },
      ...{ limit: { max: 10_000, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 }, maxAttempts: 3 },
      ...{ ledgerOptions, contacts, attemptMs: 1, enqueuedAt: 1_000 },
    })
    const mustWait = isClosed && kind !== 'otp'
    if (!isSame && (mustWait || covered(suppressedBy.get(to), kind))) expect(answer.kind).not.toBe('go')
    if (!covered(suppressedBy.get(to), kind)) expect(answer.kind).not.toBe('suppressed')
    if (answer.kind === 'go') tokens.set(index, token)
  }
  const move = (to: 'running' | 'paused' | 'cancelled') =>
    setBatchPhase(redis, keys, { id: batch, to, retentionMs })
  return {
    begin: (index: number, policy: 'verify' | 'resend') => start(index, `t${++attempts}`, policy),
    again: (index: number, policy: 'verify' | 'resend') => start(index, tokens.get(index) ?? 'none', policy),
    settle: (index: number, status: Settlement['status']) =>
      settle(redis, keys, {
        ...{
          id: rowId(batch, index + 1),
          batch,
          token: tokens.get(index) ?? 'none',
          lane: 'bulk',
          ledgerOptions,
        },
        ...{ maxAttempts: 3, outage: { closeAfter: 999, firstPauseMs: 1, longestPauseMs: 1 } },
        settlement: { status, countAttempt: 'always', exhausted: 'failed', gate: { kind: 'none' } },
      }),
    suppress: async (person: number, covers: SuppressionCovers) => {
      const to = people[person] as string
      await addSuppressions(list, [{ recipient: to }], { source: { reason: 'manual' }, covers })
      const former = suppressedBy.get(to) ?? 'marketing'
      const isWider = suppressionCovers.indexOf(covers) > suppressionCovers.indexOf(former)
      suppressedBy.set(to, isWider ? covers : former)
    },
    lift: async (person: number) => {
      const to = people[person] as string
      await liftSuppressions(list, to)
      suppressedBy.delete(to)
    },
    close: async () => {
      isClosed = true
    },
    open: async () => {
      isClosed = false
    },
    pause: () => move('paused'),
    resume: () => move('running'),
    cancel: () => move('cancelled'),
    retry: (index: number) =>
      reopen(redis, keys, {
        ledgerOptions,
        messages: [{ id: rowId(batch, index + 1), jobKey: keys.batch(batch) }],
      }),
    resend: (index: number) =>
      resolveDoubt(redis, keys, {
        ...{ ledgerOptions, ids: [rowId(batch, index + 1)], as: 'enqueued', reason: 'proved-absent' },
        ...{ unknownBy: Number.MAX_SAFE_INTEGER, attemptMs: 0 },
      }),
    forget: (index: number) =>
      forgetMessage(redis, keys, {
        ledgerOptions,
        id: rowId(batch, index + 1),
        job: {
          ...{ id: rowId(batch, index + 1), lane: 'bulk', batch, row: index + 1, enqueuedAt: 1_000 },
          message: { namespace: 'ns', elementName: 'aviso' },
        },
      }),
    judge: async () => {
      const entries = await readEntries(
        { redis, keys },
        rows.map((_, index) => rowId(batch, index + 1)),
      )
      const found = await readBatch(redis, keys, batch)
      const tally: Record<string, number> = {}
      for (const entry of entries) {
        const status = entry?.status ?? 'enqueued'
        tally[status] = (tally[status] ?? 0) + 1
        if (status === 'suppressed') expect(entry?.reason).toBe('suppressed-manual')
      }
      const counts = Object.entries(found?.counts ?? {}).filter(([, count]) => count > 0)
      expect(Object.fromEntries(counts)).toEqual(tally)
      const settled = settledStatuses.reduce((sum, status) => sum + (tally[status] ?? 0), 0)
      expect(found?.finishedAt !== undefined).toBe(settled === rows.length)
    },
  }
}
type Scene = Awaited<ReturnType<typeof openScene>>
type Step = readonly [name: string, run: (scene: Scene) => Promise<unknown>]

const index = fc.integer({ min: 0, max: rows.length - 1 })
const person = fc.integer({ min: 0, max: people.length - 1 })
const policy = fc.constantFrom('verify' as const, 'resend' as const)
const outcome = fc.constantFrom(...(['accepted', 'rejected', 'enqueued', 'enqueued', 'unknown'] as const))
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(index, policy).map(([at, by]): Step => [`begin ${at}`, (s) => s.begin(at, by)]),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(index, policy).map(([at, by]): Step => [`again ${at}`, (s) => s.again(at, by)]),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(index, outcome)
      .map(([at, to]): Step => [`settle ${at} ${to}`, (s) => s.settle(at, to)]),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(person, fc.constantFrom(...suppressionCovers))
      .map(([who, covers]): Step => [`suppress ${who} ${covers}`, (s) => s.suppress(who, covers)]),
  },
  { weight: 1, arbitrary: person.map((who): Step => [`lift ${who}`, (s) => s.lift(who)]) },
  { weight: 1, arbitrary: index.map((at): Step => [`retry ${at}`, (s) => s.retry(at)]) },
  { weight: 1, arbitrary: index.map((at): Step => [`resend ${at}`, (s) => s.resend(at)]) },
  { weight: 1, arbitrary: index.map((at): Step => [`forget ${at}`, (s) => s.forget(at)]) },
  { weight: 1, arbitrary: fc.constant<Step>(['close', (s) => s.close()]) },
  { weight: 2, arbitrary: fc.constant<Step>(['open', (s) => s.open()]) },
  { weight: 1, arbitrary: fc.constant<Step>(['pause', (s) => s.pause()]) },
  { weight: 2, arbitrary: fc.constant<Step>(['resume', (s) => s.resume()]) },
  { weight: 1, arbitrary: fc.constant<Step>(['cancel', (s) => s.cancel()]) },
)

it('nothing begins for a suppressed person, or in closed hours, whatever else is done, and counts add up', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
      const scene = await openScene()
      for (const [, run] of steps) await run(scene)
      await scene.judge()
    }),
    { numRuns: 40 },
  )
}, 120_000)
