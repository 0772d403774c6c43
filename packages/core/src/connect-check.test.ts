import fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { MessageInput } from './index.js'
import { type BatchOptions, connect, type Disparo, SourceRow } from './index.js'
import { recordHeartbeat } from './queue/index.js'
import { accountKeys, openRedis, scanKeys } from './redis/index.js'

const name = `check-${process.pid}`
const redis = openRedis(inject('redisUrl'), 'producer')
const keys = accountKeys(name)
let disparo: Disparo

beforeAll(() => {
  disparo = connect({ redis: inject('redisUrl'), account: name })
})
afterAll(async () => {
  await disparo.close()
  redis.disconnect()
})

let batches = 0
const newKey = () => `batch-${++batches}`
const row = (person: number, text = 'Ana', more: object = {}) => ({
  to: `55119876500${String(person).padStart(2, '0')}`,
  template: { namespace: 'ns', elementName: 'aviso' },
  body: [text],
  ...more,
})

/** Every key of the account with what is in it, but for times that pass by themselves. */
async function stored(): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for await (const { keys: some } of scanKeys(redis, `disparo:{${name}}*`)) {
    for (const key of some) found.set(key, (await redis.dumpBuffer(key))?.toString('base64') ?? '')
  }
  return found
}

const seldom = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 })
const aRow = fc
  .record({
    person: fc.integer({ min: 1, max: 3 }),
    text: fc.constantFrom('Ana', 'Ana', 'Bia', '#N/D'),
    key: fc.option(fc.constantFrom('k-1', 'k-2', 'k-3'), { nil: undefined }),
    sendAt: seldom(
      fc.oneof(
        fc.constantFrom(2020, 2099).map((year) => `${year}-01-01T00:00:00Z`),
        fc.constantFrom(-2, -1, 24, 48).map((hours) => new Date(Date.now() + hours * 3_600_000)),
      ),
    ),
    to: seldom(seldom(fc.constant('x'))),
  })
  .map(({ person, text, ...more }) => ({ person, text, more: defined(more) }))
const someRows = fc.array(aRow, { maxLength: 12 })
const someOptions = fc.record(
  {
    unique: fc.constant('to' as const),
    replace: fc.boolean(),
    rowsBy: fc.constantFrom('content' as const, 'place' as const),
    lane: fc.constantFrom('urgent' as const, 'bulk' as const),
  },
  { requiredKeys: [] },
)

test('a check says what enqueueing then does, in every field that both have', async () => {
  const scenario = fc.record({
    before: someRows,
    rows: someRows,
    single: someRows,
    options: someOptions,
    isInto: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(scenario, async ({ before, rows, single, options, isInto }) => {
      // Keys of rows are of this run: what one has enqueued is known to the next.
      const run = newKey()
      const rowsOf = (some: typeof rows) =>
        some.map(({ person, text, more }) =>
          row(person, text, { ...more, ...(more.key ? { key: `${run}-${more.key}` } : {}) }),
        )
      for (const each of rowsOf(single))
        await disparo.send({ ...each, key: undefined } as MessageInput, { key: keyOf(each) }).catch(() => {})
      const first = await disparo.sendMany(rowsOf(before), { key: run, lane: options.lane })
      const place: BatchOptions = isInto && first.rows > 0 ? { into: first.id } : { key: run }
      const terms = { ...options, ...place, ...(isInto ? { rowsBy: 'content' as const } : {}) }
      const check = await disparo.check(rowsOf(rows), terms)
      const receipt = await disparo.sendMany(rowsOf(rows), terms)
      expect(pick(check, Object.keys(receipt))).toEqual(pick(receipt, Object.keys(check)))
    }),
    { numRuns: 60 },
  )
})

function defined<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<Fields>
}

function keyOf(row: object): string | undefined {
  return 'key' in row ? String(row.key) : undefined
}

function pick(receipt: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(receipt).filter(([field]) => names.includes(field)))
}

test('a check of many rows, corrections and their replacing leaves nothing in Redis', async () => {
  const { id } = await disparo.sendMany([row(1), row(2), row(3, 'Ana', { key: 'mine' })], {
    source: 'file',
    key: newKey(),
  })
  const before = await stored()
  expect(before.size).toBeGreaterThan(5)
  const many = Array.from({ length: 2_500 }, (_, n) =>
    row(n % 90, `Ana ${n}`, n % 7 ? {} : { key: `many-${n}` }),
  )
  expect(await disparo.check(many, { source: 'another', key: newKey() })).toMatchObject({ enqueued: 2_500 })
  expect(await disparo.check([row(1), row(4)], { into: id, replace: true })).toMatchObject({
    ...{ id, rows: 2, enqueued: 1, unchanged: 1, withdrawn: 2 },
  })
  expect(await stored()).toEqual(before)
})

test('the same key with another content is told, within a file and from before', async () => {
  await disparo.send(row(1, 'Ana'), { key: 'known' })
  const rows = [row(1, 'Bia', { key: 'known' }), row(2, 'Ana', { key: 'new' }), row(2, 'Bia', { key: 'new' })]
  const check = await disparo.check(rows)
  expect(check).toMatchObject({
    rejected: 2,
    enqueued: 1,
    problems: [
      { row: 1, path: 'key' },
      { row: 3, path: 'key' },
    ],
  })
  expect(check.id).toBeUndefined()
})

test('templates are counted with their variables, and the first rows are shown as they would go', async () => {
  const other = { ...row(3), template: { namespace: 'ns', elementName: 'oferta' }, body: ['a', 'b'] }
  const photo = { ...row(4), header: { image: 'https://loja.example/a.png' }, buttons: [{ url: 'pedido-1' }] }
  const check = await disparo.check([row(1), { ...row(2), to: 'x' }, other, photo, row(5), row(6, 'Bia')])
  expect(check.templates).toEqual([
    { namespace: 'ns', elementName: 'aviso', count: 4, variables: [{ variables: 1, count: 4 }] },
    { namespace: 'ns', elementName: 'oferta', count: 1, variables: [{ variables: 2, count: 1 }] },
  ])
  expect(check.preview).toEqual([
    { row: 1, to: '5511987650001', namespace: 'ns', elementName: 'aviso', buttons: [], variables: ['Ana'] },
    {
      row: 3,
      to: '5511987650003',
      namespace: 'ns',
      elementName: 'oferta',
      buttons: [],
      variables: ['a', 'b'],
    },
    {
      ...{ row: 4, to: '5511987650004', namespace: 'ns', elementName: 'aviso', variables: ['Ana'] },
      header: { type: 'image', link: 'https://loja.example/a.png' },
      buttons: [{ type: 'url', url: '…pedido-1' }],
    },
  ])
})

test('a quota that has no room for all is told, and takes nothing', async () => {
  const small = connect({
    redis: inject('redisUrl'),
    account: { name: `${name}-small`, quota: { waiting: 2 } },
  })
  try {
    expect(await small.check([row(1), row(2), row(3)])).toMatchObject({
      enqueued: 3,
      overQuota: { quota: 'waiting', max: 2 },
    })
    expect(await small.check([row(1), row(2)])).not.toHaveProperty('overQuota')
    expect(await small.sendMany([row(1), row(2)])).toMatchObject({ enqueued: 2 })
  } finally {
    await small.close()
  }
})

test('when it would be done counts the rows that wait in no lane yet', async () => {
  await recordHeartbeat(redis, keys)
  const fresh = connect({ redis: inject('redisUrl'), account: name })
  const rows = Array.from({ length: 5_000 }, (_, n) => row(n % 90, `Ana ${n}`))
  const [one, all] = [await fresh.check([row(1, 'zzz')]), await fresh.check(rows)]
  await fresh.close()
  const ms = Date.parse(all.estimatedDoneAt ?? '') - Date.parse(one.estimatedDoneAt ?? '')
  expect(ms).toBeGreaterThan(9 * 60_000)
})

test('who got the same template within a day, or has it waiting, is told', async () => {
  const template = { namespace: 'ns', elementName: 'recente' }
  await disparo.sendMany([row(1, 'Ana', { template }), row(2, 'Ana', { template })])
  const rows = [
    row(1, 'Bia', { template }),
    row(3, 'Bia', { template }),
    { ...row(2, 'Bia', { template }), to: '(11) 98765-0002' },
  ]
  expect((await disparo.check(rows)).recent).toEqual({ count: 2, rows: [1, 3], of: 3 })
})

test('of an account that never sent anything a check leaves no trace', async () => {
  const unborn = `${name}-unborn`
  const other = connect({ redis: inject('redisUrl'), account: unborn })
  expect(await other.check([row(1)], { key: 'k', source: 'file' })).toMatchObject({
    enqueued: 1,
    recent: { count: 0, of: 1 },
  })
  await other.close()
  for await (const { keys: found } of scanKeys(redis, `disparo:{${unborn}}*`)) expect(found).toEqual([])
})

test("what it costs is told by the account's rates, of those that would be enqueued", async () => {
  const rates = { currency: 'BRL', date: '2026-11-01', prices: { MARKETING: { BR: '0.3450' } } }
  const priced = connect({ redis: inject('redisUrl'), account: { name, rates } })
  const marketing = { category: 'Marketing' }
  const rows = [row(7, 'Ana', marketing), row(7, 'Ana', marketing), row(8, 'Ana', marketing), row(9)]
  expect((await priced.check(rows)).cost).toEqual({
    ...{ currency: 'BRL', date: '2026-11-01', amount: '0.69', unpriced: 1 },
    items: [{ category: 'MARKETING', country: 'BR', count: 2, price: '0.3450', amount: '0.69' }],
  })
  await priced.close()
})

test('whoever is suppressed is not paid for, and the rows that are counted are named', async () => {
  const rates = { currency: 'BRL', date: '2026-11-01', prices: { MARKETING: { BR: '0.3450' } } }
  const account = `check-named-${process.pid}`
  const priced = connect({ redis: inject('redisUrl'), account: { name: account, rates } })
  const marketing = (person: number, text?: string) => row(person, text, { category: 'Marketing' })
  const before = await priced.sendMany([marketing(5)], { key: 'named' })
  await priced.suppress(marketing(2).to, { by: 'tests' })
  const rows = [1, 2, 1, 3, 3, 4, 5].map((person, index) =>
    marketing(person, index === 4 ? 'Bia' : index === 5 ? '#N/D' : 'Ana'),
  )
  const lined = rows.map((each, index) => new SourceRow(each, index + 2))
  const check = await priced.check(lined, { key: 'named' })
  expect(check).toMatchObject({
    id: before.id,
    enqueued: 5,
    suppressed: 1,
    unchanged: 1,
    repeated: 1,
    samePerson: 1,
  })
  expect(check.cost).toMatchObject({ amount: '1.38', items: [{ count: 4 }] })
  expect(check.named).toEqual({
    ...{ unchanged: [{ row: 7, line: 8 }], repeated: [{ row: 3, line: 4 }], duplicates: [] },
    samePerson: [{ row: 5, line: 6 }],
    suppressed: [{ row: 2, line: 3, reason: 'suppressed-manual' }],
    suspicious: [{ row: 6, line: 7, kind: 'spreadsheet-error' }],
    recent: [],
  })
  await priced.close()
})

test('of any number of rows the first thousand of each kind are named', async () => {
  const rows = Array.from({ length: 1_200 }, () => row(1, '#N/D'))
  const { repeated, named } = await disparo.check(rows)
  expect({ repeated, named: named.repeated.length }).toEqual({ repeated: 1_199, named: 1_000 })
  const { named: none } = await disparo.check(rows, { details: false })
  expect(none.repeated).toEqual([])
})

test.each([
  [{ currency: 'R$' }, 'rates.currency'],
  [{ date: '1/11/2026' }, 'rates.date'],
  [{ prices: { MARKETING: { BR: 0.345 } } }, 'rates.prices.MARKETING.BR'],
  [{ prices: { MARKETING: { BR: '0,345' } } }, 'rates.prices.MARKETING.BR'],
  [{ prices: { MARKETING: { Brasil: '1' } } }, 'rates.prices.MARKETING.Brasil'],
  [{ prices: { marketing: {} } }, 'rates.prices'],
])('rates such as %j are refused by name', (wrong, path) => {
  const rates = { currency: 'BRL', date: '2026-11-01', prices: {}, ...wrong } as never
  expect(() => connect({ redis: inject('redisUrl'), account: { name, rates } })).toThrow(path)
})
