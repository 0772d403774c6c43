import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { type FrequencyCap, openContacts } from '../../contacts/index.js'
import { openPersons } from '../../persons/index.js'
import { accountKeys, openRedis } from '../../redis/index.js'
import { openSeal } from '../../seal/index.js'
import {
  type BeginInput,
  begin,
  forgetMessage,
  observe,
  openBatch,
  parseEntry,
  readBatch,
  recordChunk,
  reopen,
  resolveDoubt,
  rowId,
  type Settlement,
  setBatchPhase,
  settle,
} from '../index.js'

const keys = accountKeys('frequency-cap-test')
const redis = openRedis(inject('redisUrl'), 'worker')
const dayMs = 86_400_000
const retentionMs = 31 * dayMs
const batch = '00000000-0000-4000-8000-000000000001'
const cap: FrequencyCap = { max: 2, days: 7, onCap: 'skip' }
const toOf = (person: number) => `551198755432${person}`
const jobKey = `${keys.prefix}:a-job`

let persons = openPersons({ redis, keys, retentionMs })
const ledgerOptions = () => ({ retentionMs, outbox: true, persons })

const clear = async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  persons = openPersons({ redis, keys, retentionMs })
  await redis.hset(`${keys.prefix}:capped`, { window: 31 * dayMs, until: Date.now() + 1_000 * dayMs })
}
beforeEach(clear)
afterAll(async () => {
  await clear()
  redis.disconnect()
})

const start = (id: string, token: string, over: Partial<BeginInput> = {}, person = 1) =>
  begin(redis, keys, {
    ...{
      id,
      token,
      lane: 'bulk',
      policy: 'verify',
      maxAttempts: 9,
      attemptMs: 1_000,
      cap,
      enqueuedAt: 1_000,
    },
    message: { to: toOf(person), namespace: 'ns', elementName: 'aviso' },
    limit: { max: 100_000, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 },
    contacts: openContacts({}),
    ledgerOptions: ledgerOptions(),
    ...over,
  })
const end = (id: string, token: string, settlement: Partial<Settlement>) =>
  settle(redis, keys, {
    ...{ id, token, maxAttempts: 9, ledgerOptions: ledgerOptions() },
    outage: { closeAfter: 99_999, firstPauseMs: 1, longestPauseMs: 1 },
    settlement: {
      ...{ status: 'accepted', countAttempt: 'always', exhausted: 'failed', gate: { kind: 'none' } },
      ...settlement,
    },
  })
const resolve = (id: string, as: 'accepted' | 'enqueued') =>
  resolveDoubt(redis, keys, {
    ledgerOptions: ledgerOptions(),
    ids: [id],
    as,
    reason: 'test',
    unknownBy: 1e15,
    attemptMs: 0,
  })
const entry = async (id: string) => parseEntry(id, await redis.hgetall(keys.message(id)))

describe('what is over the cap', () => {
  const sendTwo = async () => {
    for (const id of ['a', 'b']) {
      expect(await start(id, id)).toMatchObject({ kind: 'go' })
      await end(id, id, {})
    }
  }

  it('is suppressed, and told why', async () => {
    await sendTwo()
    expect(await start('c', 'c')).toEqual({ kind: 'suppressed', reason: 'suppressed-cap' })
    expect(await entry('c')).toMatchObject({ status: 'suppressed', reason: 'suppressed-cap' })
    expect(await start('c', 'd')).toMatchObject({ kind: 'settled', status: 'suppressed' })
  })

  it('waits until its person may have one more, where the account says so', async () => {
    await sendTwo()
    const waits = await start('c', 'c', { cap: { ...cap, onCap: 'wait' } })
    expect(waits).toMatchObject({ kind: 'postponed', why: 'cap', first: true })
    expect((waits as { ms: number }).ms).toBeGreaterThan(7 * dayMs - 60_000)
    expect(await entry('c')).toBeUndefined()
  })

  it('is no one-time code, nothing that is no marketing, and nobody else', async () => {
    await sendTwo()
    const message = { to: toOf(1), namespace: 'ns', elementName: 'aviso' }
    const otp = {
      ...message,
      components: [{ type: 'otp', parameters: [{ type: 'text', text: '1' }] }],
    } as const
    expect(await start('c', 'c', { message: otp })).toMatchObject({ kind: 'go' })
    expect(await start('d', 'd', { message: { ...message, category: 'UTILITY' } })).toMatchObject({
      kind: 'go',
    })
    expect(await start('e', 'e', { lane: 'urgent' })).toMatchObject({ kind: 'go' })
    expect(await start('f', 'f', {}, 2)).toMatchObject({ kind: 'go' })
  })

  it('is the same person with a ninth digit and without, and after the data key has changed', async () => {
    const [old, young] = ['old', 'young'].map((id) => ({ id, bytes: randomBytes(32) })) as [
      { id: string; bytes: Buffer },
      { id: string; bytes: Buffer },
    ]
    const sealed = (key: Parameters<typeof openSeal>[1]) => {
      persons = openPersons({ redis, keys, retentionMs, seal: openSeal('a', key) })
    }
    sealed([old])
    await start('a', 'a')
    sealed([young, old])
    await start('b', 'b', { message: { to: '551187554321', namespace: 'ns', elementName: 'aviso' } })
    sealed([young])
    expect(await start('c', 'c')).toMatchObject({ kind: 'suppressed' })
    sealed([{ id: 'none', bytes: randomBytes(32) }])
    expect(await start('d', 'd')).toMatchObject({ kind: 'parked', why: 'suppression-unreadable' })
  })

  it('is no more than before where its person is forgotten', async () => {
    await sendTwo()
    for (const id of ['a', 'b']) await forgetMessage(redis, keys, { ledgerOptions: ledgerOptions(), id })
    expect(await start('c', 'c')).toMatchObject({ kind: 'suppressed' })
  })
})

describe('an attempt', () => {
  const most: { cap: FrequencyCap } = { cap: { ...cap, max: 1 } }

  it.each([
    ['rejected', { status: 'rejected' }],
    ['refused, and enqueued again', { status: 'enqueued', countAttempt: 'never' }],
  ] as const)('that was %s does not count', async (_, settlement) => {
    await start('a', 'a', most)
    await end('a', 'a', settlement)
    expect(await start('b', 'b', most)).toMatchObject({ kind: 'go' })
  })

  it('in doubt counts, until the report proves it absent; then it goes again', async () => {
    await start('a', 'a', most)
    await end('a', 'a', { status: 'unknown' })
    expect(await start('b', 'b', most)).toMatchObject({ kind: 'suppressed' })
    await resolve('a', 'enqueued')
    expect(await start('a', 'c', most)).toMatchObject({ kind: 'go' })
    expect(await start('d', 'd', most)).toMatchObject({ kind: 'suppressed' })
  })

  it('whose 2xx comes after it was proved absent counts all the same', async () => {
    await start('a', 'a', most)
    await end('a', 'a', { status: 'unknown' })
    await resolve('a', 'enqueued')
    await end('a', 'a', { status: 'accepted' })
    expect(await start('b', 'b', most)).toMatchObject({ kind: 'suppressed' })
  })

  it('that timed out and is to be sent again counts itself: its message is in doubt, not suppressed', async () => {
    const resend = { ...most, policy: 'resend' } as const
    await start('a', 'a', resend)
    await end('a', 'a', { status: 'enqueued', exhausted: 'unknown' })
    expect(await start('a', 'b', resend)).toMatchObject({ kind: 'unknown' })
    expect(await start('a', 'c', resend)).toMatchObject({ kind: 'unknown' })
    expect(await entry('a')).toMatchObject({ status: 'unknown', reason: 'not-sent-again' })
    await resolve('a', 'enqueued')
    expect(await start('a', 'd', resend)).toMatchObject({ kind: 'go' })
  })

  it('whose worker asks again, and finds the gate closed, does not count', async () => {
    await start('a', 'a', most)
    await redis.del(keys.permits)
    await redis.hset(keys.gate, { until: Date.now() + 60_000, reason: 'http-503' })
    expect(await start('a', 'a', most)).toMatchObject({ kind: 'wait' })
    await redis.del(keys.gate)
    expect(await start('b', 'b', most)).toMatchObject({ kind: 'go' })
  })
})

describe('whatever happens in whatever order', () => {
  const rows = [1, 2, 3, 4, 5, 6, 7, 8]
  const personOf = (row: number) => (row % 2) + 1
  const isMarketing = (row: number) => row !== 8
  type Step =
    | { readonly do: 'begin'; readonly row: number; readonly policy: 'verify' | 'resend' }
    | {
        readonly do: 'settle'
        readonly row: number
        readonly status: Settlement['status']
        readonly isSure: boolean
      }
    | { readonly do: 'absent' | 'shown' | 'read' | 'retry' | 'forget'; readonly row: number }
    | { readonly do: 'move'; readonly to: 'running' | 'paused' | 'cancelled' }
    | { readonly do: 'age'; readonly days: number }
  const row = fc.constantFrom(...rows)
  const step = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ do: fc.constant('begin'), row, policy: fc.constantFrom('verify', 'resend') }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('settle'),
        row,
        status: fc.constantFrom('accepted', 'accepted', 'rejected', 'unknown', 'enqueued'),
        isSure: fc.boolean(),
      }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('absent', 'shown', 'read', 'retry'), row }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('forget'), row }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('move'),
        to: fc.constantFrom('paused', 'running', 'running', 'cancelled'),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('age'), days: fc.integer({ min: 1, max: 5 }) }) },
  ) as fc.Arbitrary<Step>

  /** As if all had happened so many days earlier. */
  const age = async (days: number) => {
    for (const key of await redis.keys(`${keys.prefix}:capped:*`)) {
      for (const [name, packed] of Object.entries(await redis.hgetallBuffer(key))) {
        if (name === '~') continue
        for (let at = 0; at < packed.length; at += 4)
          packed.writeUInt32BE(packed.readUInt32BE(at) - days * 86_400, at)
        await redis.hset(key, name, packed)
      }
    }
    for (const key of await redis.keys(`${keys.prefix}:msg:*`)) {
      const sending = await redis.hget(key, 'S')
      if (sending !== null) await redis.hset(key, 'S', Number(sending) - days * dayMs)
    }
  }

  it('no person is over the cap in any window, nobody is refused who is not, and the counts add up', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
        await clear()
        await redis.set(jobKey, 'a job')
        await openBatch(redis, keys, {
          id: batch,
          lane: 'bulk',
          rowsBy: 'place',
          retentionMs,
          mustBeKnown: false,
        })
        await recordChunk(redis, keys, {
          ...{ id: batch, lane: 'bulk', rejectedRows: 0, now: Date.now(), retentionMs },
          rows: rows.map((each) => ({ row: each })),
        })
        /** Attempts that sent marketing, or may have; those of which it is known that they have not are taken out. */
        let attempts: { row: number; token: string; at: number }[] = []
        const tokens = new Map<number, string>()
        const lasts = new Map<number, (typeof attempts)[number]>()
        const isLast = ({ row: of, token }: (typeof attempts)[number], n: number) =>
          of === n && token === tokens.get(n)
        for (const [index, each] of steps.entries()) {
          const now = Date.now()
          if (each.do === 'begin') {
            const { row: n, policy } = each
            const token = `t${index}`
            const message = { to: toOf(personOf(n)), namespace: 'ns', elementName: 'aviso' }
            const given = isMarketing(n) ? message : { ...message, category: 'UTILITY' }
            const result = await start(rowId(batch, n), token, { policy, batch, row: n, message: given })
            const recent = attempts.filter(
              ({ row: of, at }) => personOf(of) === personOf(n) && at > now - 7 * dayMs - 5_000,
            )
            if (result.kind === 'suppressed') {
              expect(isMarketing(n)).toBe(true)
              expect(recent.length).toBeGreaterThanOrEqual(cap.max)
            }
            if (result.kind === 'go') {
              tokens.set(n, token)
              if (isMarketing(n)) {
                expect(recent.filter(({ at }) => at > now - 7 * dayMs + 5_000).length).toBeLessThan(cap.max)
                const attempt = { row: n, token, at: now }
                attempts.push(attempt)
                lasts.set(n, attempt)
              }
            }
          } else if (each.do === 'settle') {
            const { row: n, status, isSure } = each
            const before = await entry(rowId(batch, n))
            await end(rowId(batch, n), tokens.get(n) ?? 'none', {
              status,
              ...(status === 'enqueued' && !isSure ? { exhausted: 'unknown' as const } : {}),
            })
            // Of a doubt an attempt may still say that it was refused, unless it has said already that nobody knows.
            const isRefused = (await entry(rowId(batch, n)))?.status === 'rejected'
            const isOpen = before?.status === 'sending' || (before?.status === 'unknown' && isRefused)
            const sentNothing = status === 'rejected' || (status === 'enqueued' && isSure)
            if (sentNothing && isOpen) attempts = attempts.filter((one) => !isLast(one, n))
          } else if (each.do === 'absent') {
            const [done] = await resolve(rowId(batch, each.row), 'enqueued')
            if (done) attempts = attempts.filter((one) => !isLast(one, each.row))
          } else if (each.do === 'shown') await resolve(rowId(batch, each.row), 'accepted')
          else if (each.do === 'read') {
            const before = await entry(rowId(batch, each.row))
            const isOut = ['accepted', 'sent', 'received', 'unknown'].includes(before?.status ?? '')
            const observations = [{ id: rowId(batch, each.row), readAt: now }]
            if (isOut) await observe(redis, keys, { ledgerOptions: ledgerOptions(), observations })
          } else if (each.do === 'retry') {
            const messages = [{ id: rowId(batch, each.row), jobKey }]
            await reopen(redis, keys, { ledgerOptions: ledgerOptions(), messages })
          } else if (each.do === 'forget') {
            await forgetMessage(redis, keys, { ledgerOptions: ledgerOptions(), id: rowId(batch, each.row) })
          } else if (each.do === 'move')
            await setBatchPhase(redis, keys, { id: batch, to: each.to, retentionMs })
          else if (each.do === 'age') {
            await age(each.days)
            attempts = attempts.map((one) => ({ ...one, at: one.at - each.days * dayMs }))
            for (const [n, one] of lasts) lasts.set(n, { ...one, at: one.at - each.days * dayMs })
          }
          // Taken for one that sent nothing, it went out all the same.
          if ('row' in each && each.do !== 'begin' && !attempts.some((one) => isLast(one, each.row))) {
            const { status } = (await entry(rowId(batch, each.row))) ?? {}
            const last = lasts.get(each.row)
            const isOut = ['accepted', 'sent', 'received', 'read'].includes(status ?? '')
            if (isOut && last && isLast(last, each.row)) attempts.push(last)
          }
        }
        const counts = (await readBatch(redis, keys, batch))?.counts
        const statuses = await Promise.all(
          rows.map(async (n) => (await entry(rowId(batch, n)))?.status ?? 'enqueued'),
        )
        for (const [status, count] of Object.entries(counts ?? {})) {
          expect([status, count]).toEqual([status, statuses.filter((one) => one === status).length])
        }
      }),
      { numRuns: 60 },
    )
  })
})
