import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { openPersons } from '../../persons/index.js'
import { accountKeys, openRedis } from '../../redis/index.js'
import { DataKeys, openSeal } from '../../seal/index.js'
import {
  addSuppressions,
  findSuppressions,
  liftAll,
  liftSuppressions,
  listSuppressions,
  openSuppressionLists,
  type SuppressionCovers,
  type SuppressionReason,
  suppressedAmong,
  suppressionCovers,
  suppressionReasons,
} from '../index.js'
import { allNames } from './list-names.js'

const keys = accountKeys('suppression-test')
/** A list for all accounts that is this file's alone. */
const redis = openRedis(`${inject('redisUrl')}/10`, 'worker')
const dataKeys = DataKeys.parse(Buffer.alloc(32, 1).toString('base64'))
const otherKeys = DataKeys.parse(
  `new:${Buffer.alloc(32, 2).toString('base64')},1:${Buffer.alloc(32, 1).toString('base64')}`,
)
const open = (dataKeysOf: DataKeys | undefined) => {
  const seal = openSeal('suppression-test', dataKeysOf)
  const persons = openPersons({ redis, keys, seal, retentionMs: 1 })
  return openSuppressionLists({ redis, keys, seal, persons, dataKeys: dataKeysOf })
}
let lists = open(dataKeys)
const to = '5511987554321'
const other = '5511987554322'

const clear = () => redis.flushdb()
beforeEach(async () => {
  await clear()
  lists = open(dataKeys)
})
afterAll(async () => {
  await clear()
  redis.disconnect()
})

const add = (
  reason: SuppressionReason,
  covers: SuppressionCovers = 'marketing',
  more: {
    scope?: 'own' | 'all'
    recipient?: string
    until?: Date
    since?: Date
    import?: string
    list?: string
  } = {},
) => {
  const { scope = 'own', recipient = to, until, since, ...source } = more
  return addSuppressions(lists[scope], [{ recipient, until, since }], {
    source: { reason, ...source },
    covers,
  })
}
const among = (...kinds: ('otp' | 'marketing' | 'other')[]) =>
  suppressedAmong(
    lists,
    kinds.map((kind) => ({ to, kind })),
  )
const reasonsOf = async (recipient = to) =>
  (await findSuppressions(lists, recipient)).suppressions.map(({ reason }) => reason)
const counts = async () => {
  const fields = await redis.hgetall(keys.suppressionSources)
  return Object.entries(fields).flatMap(([name, count]) => (name.startsWith('n:') ? [Number(count)] : []))
}

describe('a suppressed person', () => {
  it('gets nothing of what it covers, by either form of the ninth digit; others get everything', async () => {
    expect(await among('otp', 'marketing', 'other')).toEqual([undefined, undefined, undefined])
    await add('opt-out', 'marketing')
    expect(await among('otp', 'marketing', 'other')).toEqual([undefined, 'opt-out', undefined])
    await add('invalid-number', 'all-but-otp')
    expect(await among('otp', 'marketing', 'other')).toEqual([undefined, 'opt-out', 'invalid-number'])
    await add('manual', 'everything')
    expect(await among('otp', 'marketing', 'other')).toEqual(['manual', 'opt-out', 'invalid-number'])
    const people = ['551187554321', other].map((to) => ({ to, kind: 'marketing' as const }))
    expect(await suppressedAmong(lists, people)).toEqual(['opt-out', undefined])
  })

  it('is told who put them there, when, for what, by which rule and message', async () => {
    const message = `${randomUUID()}-7`
    const since = new Date('2026-05-01T10:00:00Z')
    const until = new Date('2096-05-01T10:00:00Z')
    await addSuppressions(lists.own, [{ recipient: to, since, until, message }], {
      source: { reason: 'opt-out', rule: 'word' },
      covers: 'marketing',
    })
    await addSuppressions(lists.all, [{ recipient: to, message: 'of-another-form' }], {
      source: { reason: 'legal-list', by: 'ana', import: 'i1', list: 'procon', listDate: '2026-11-01' },
      covers: 'everything',
    })
    expect((await findSuppressions(lists, '551187554321')).suppressions).toEqual([
      { scope: 'account', reason: 'opt-out', covers: 'marketing', rule: 'word', since, until, message },
      {
        ...{
          scope: 'all',
          reason: 'legal-list',
          covers: 'everything',
          by: 'ana',
          import: 'i1',
          list: 'procon',
        },
        ...{ listDate: '2026-11-01', since: expect.any(Date) },
      },
    ])
    expect((await findSuppressions(lists, other)).suppressions).toEqual([])
  })

  it('of all accounts is suppressed in each, by marks that no account has', async () => {
    await add('legal-list', 'marketing', { scope: 'all' })
    expect(await among('marketing', 'otp')).toEqual(['legal-list', undefined])
    const [mine, everybodys] = await Promise.all([lists.own.persons.marks(), lists.all.persons.marks()])
    expect(mine.of(to)).not.toBe(everybodys.of(to))
  })

  it('is free once that has ended, and what has ended is gone with the next change', async () => {
    await add('manual', 'everything', { until: new Date(Date.now() - 1_000) })
    expect(await among('otp')).toEqual([undefined])
    expect(await reasonsOf()).toEqual([])
    await add('opt-out')
    expect(await reasonsOf()).toEqual(['opt-out'])
    expect(await counts()).toEqual([1])
  })

  it('stays suppressed when the data key changes, and when there is one for the first time', async () => {
    lists = open(undefined)
    await add('complaint')
    lists = open(dataKeys)
    expect(await among('marketing')).toEqual(['complaint'])
    await add('opt-out', 'marketing', { scope: 'all' })
    lists = open(otherKeys)
    expect(await reasonsOf()).toEqual(['complaint', 'opt-out'])
    lists = open(otherKeys.slice(0, 1) as unknown as DataKeys)
    expect(await reasonsOf()).toEqual(['complaint', 'opt-out'])
  })

  it('is found by every key that persons are marked with', async () => {
    await add('opt-out')
    lists = open(undefined)
    expect(await findSuppressions(lists, to)).toEqual({ suppressions: [], incomplete: true })
    await add('complaint')
    lists = open(dataKeys)
    expect((await reasonsOf()).toSorted()).toEqual(['complaint', 'opt-out'])
    expect(await liftSuppressions(lists.own, to)).toEqual({ 'opt-out': 1, complaint: 1 })
    expect(await reasonsOf()).toEqual([])
  })
})

describe('lifting', () => {
  it('one reason leaves the others; all leave nothing behind', async () => {
    await add('opt-out')
    await add('legal-list')
    expect(await liftSuppressions(lists.own, to, { reasons: ['opt-out'] })).toEqual({
      'opt-out': 1,
    })
    expect(await reasonsOf()).toEqual(['legal-list'])
    expect(await liftSuppressions(lists.own, to, { reasons: ['opt-out'] })).toEqual({})
    expect(await liftSuppressions(lists.own, to)).toEqual({ 'legal-list': 1 })
    expect(await redis.hgetall(keys.suppressionSources)).toEqual({ next: '2' })
    expect(await redis.keys(`${keys.suppressed}*`)).toHaveLength(2)
  })

  it('an import that was a mistake leaves who was there before, and who opts out after it', async () => {
    await add('opt-out', 'marketing', { recipient: to })
    const people = [to, other, '5521987554321'].map((recipient) => ({ recipient }))
    const mistake = { source: { reason: 'opt-out', import: 'i1' }, covers: 'everything' } as const
    expect(await addSuppressions(lists.own, people, mistake)).toEqual({ added: 3, changed: 0 })
    await add('opt-out', 'marketing', { recipient: other })
    expect(await liftAll(lists.own, { of: (source) => source.import === 'i1' })).toEqual({ 'opt-out': 3 })
    expect(await Promise.all([to, other, '5521987554321'].map(reasonsOf))).toEqual([
      ['opt-out'],
      ['opt-out'],
      [],
    ])
    expect(await liftAll(lists.own, { of: (source) => source.import === 'i1' })).toEqual({})
  })

  it('goes by when they were added, too', async () => {
    await add('manual', 'marketing', { since: new Date('2026-01-01T00:00:00Z') })
    await add('manual', 'marketing', { recipient: other })
    expect(await liftAll(lists.own, { reasons: ['manual'], from: new Date('2026-06-01T00:00:00Z') })).toEqual(
      { manual: 1 },
    )
    expect([await reasonsOf(), await reasonsOf(other)]).toEqual([['manual'], []])
  })
})

describe('adding again', () => {
  it('changes what it covers, and keeps since when', async () => {
    const since = new Date('2026-01-01T00:00:00Z')
    await add('opt-out', 'marketing', { since })
    expect(await add('opt-out', 'everything')).toEqual({ added: 0, changed: 1 })
    expect((await findSuppressions(lists, to)).suppressions).toMatchObject([{ covers: 'everything', since }])
  })

  it('never takes away: the wider cover and the later end stay, and the message that made it', async () => {
    const [soon, late] = [new Date('2096-05-01T10:00:00Z'), new Date('2098-05-01T10:00:00Z')]
    const message = `${randomUUID()}-7`
    const people = [{ recipient: to, until: soon, message }]
    await addSuppressions(lists.own, people, { source: { reason: 'manual' }, covers: 'everything' })
    expect(await add('manual', 'marketing', { until: late })).toEqual({ added: 0, changed: 1 })
    const longer = { covers: 'everything', until: late, message }
    expect((await findSuppressions(lists, to)).suppressions).toMatchObject([longer])
    expect(await add('manual', 'marketing', { until: soon })).toEqual({ added: 0, changed: 0 })
    expect((await findSuppressions(lists, to)).suppressions).toMatchObject([longer])
    expect(await add('manual', 'marketing')).toEqual({ added: 0, changed: 1 })
    expect(await add('manual', 'marketing', { until: late })).toEqual({ added: 0, changed: 0 })
    const [endless] = (await findSuppressions(lists, to)).suppressions
    expect(endless).toMatchObject({ covers: 'everything', message })
    expect(endless).not.toHaveProperty('until')
  })

  it('a newer list takes nothing away from who was on the former', async () => {
    await add('legal-list', 'everything', { import: 'may', list: 'procon' })
    await add('legal-list', 'all-but-otp', { import: 'june', list: 'procon', until: new Date(4e12) })
    expect((await findSuppressions(lists, to)).suppressions).toMatchObject([
      { import: 'june', covers: 'everything' },
    ])
    expect(await among('otp')).toEqual(['legal-list'])
  })

  it('a newer list of the same name takes the place of the former, whose rest can be lifted', async () => {
    await add('legal-list', 'marketing', { import: 'may', list: 'procon' })
    await add('legal-list', 'marketing', { import: 'may', list: 'procon', recipient: other })
    await add('legal-list', 'marketing', { import: 'other', list: 'perturbe' })
    await add('legal-list', 'marketing', { import: 'june', list: 'procon' })
    const found = await findSuppressions(lists, to)
    expect(found.suppressions.map((each) => each.import).toSorted()).toEqual(['june', 'other'])
    expect(await liftAll(lists.own, { of: (source) => source.import === 'may' })).toEqual({ 'legal-list': 1 })
    expect(await reasonsOf(other)).toEqual([])
  })

  it('never makes a value longer than a small hash can have, where one record covers another', async () => {
    for (let n = 0; n < 12; n += 1) await add('opt-out', 'marketing', { import: `i${n}` })
    const [list = ''] = (await redis.keys(`${keys.suppressed}???`)).filter((key) => !key.endsWith('days'))
    expect(await redis.object('ENCODING', list)).toBe('listpack')
    expect(await reasonsOf()).toHaveLength(8)
    expect((await counts()).reduce((sum, each) => sum + each, 0)).toBe(8)
  })
})

it('whatever is added and lifted, in any order, the lists say what a plain list would', async () => {
  const recipient = fc.constantFrom(to, other, '5521987554321')
  const reason = fc.constantFrom(...suppressionReasons)
  const step = fc.oneof(
    fc.record({
      do: fc.constant('add' as const),
      recipient,
      reason,
      covers: fc.constantFrom(...suppressionCovers),
    }),
    fc.record({ do: fc.constant('lift' as const), recipient, reason }),
  )
  const property = fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
    await clear()
    lists = open(dataKeys)
    const model = new Map<string, Map<SuppressionReason, SuppressionCovers>>()
    for (const each of steps) {
      const mine = model.get(each.recipient) ?? new Map<SuppressionReason, SuppressionCovers>()
      model.set(each.recipient, mine)
      if (each.do === 'add') {
        await add(each.reason, each.covers, { recipient: each.recipient })
        const widest = [mine.get(each.reason), each.covers].map((covers) =>
          suppressionCovers.indexOf(covers as SuppressionCovers),
        )
        mine.set(each.reason, suppressionCovers[Math.max(...widest)] as SuppressionCovers)
      } else {
        await liftSuppressions(lists.own, each.recipient, { reasons: [each.reason] })
        mine.delete(each.reason)
      }
    }
    for (const [recipient, mine] of model) {
      const wanted = (kind: string) =>
        suppressionReasons.find((reason) => {
          const covers = mine.get(reason)
          return (
            covers === 'everything' ||
            (covers && kind !== 'otp' && (covers !== 'marketing' || kind === 'marketing'))
          )
        })
      const kinds = ['otp', 'marketing', 'other'] as const
      expect(
        await suppressedAmong(
          lists,
          kinds.map((kind) => ({ to: recipient, kind })),
        ),
      ).toEqual(kinds.map(wanted))
    }
    const left = [...model.values()].reduce((sum, each) => sum + each.size, 0)
    expect((await counts()).reduce((sum, each) => sum + each, 0)).toBe(left)
  })
  await fc.assert(property, { numRuns: 30 })
})

it('a page by reason or import fills, however few of a long list are so', async () => {
  await add('opt-out')
  const [name = ''] = await redis.keys(`${keys.suppressed}???`)
  const [optOut = Buffer.alloc(0)] = Object.values(await redis.hgetallBuffer(name))
  await add('complaint', 'all-but-otp', { import: 'i1' })
  await add('complaint', 'all-but-otp', { import: 'i1', recipient: other })
  const pipeline = redis.pipeline()
  for (const each of allNames)
    for (const place of ['A0000000a', 'z0000000b'])
      pipeline.hset(`${keys.suppressed}${each}`, each.slice(2) === '0' ? place : `B${place.slice(1)}`, optOut)
  await pipeline.exec()
  for (const filter of [{ reason: 'complaint' }, { import: 'i1' }] as const) {
    const page = await listSuppressions(lists.own, { ...filter, limit: 100 })
    expect(page.suppressions.map(({ reason }) => reason)).toEqual(['complaint', 'complaint'])
    expect(page.next).toBeUndefined()
    const [first, second] = [await listSuppressions(lists.own, { ...filter, limit: 1 }), page]
    expect(first.suppressions).toEqual(second.suppressions.slice(0, 1))
    const rest = await listSuppressions(lists.own, { ...filter, limit: 1, after: first.next })
    expect(rest.suppressions).toEqual(second.suppressions.slice(1))
  }
  expect(await listSuppressions(lists.own, { reason: 'invalid-number', limit: 1 })).toEqual({
    suppressions: [],
  })
})
