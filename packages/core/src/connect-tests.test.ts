import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { connect, type Disparo, InvalidMessageError } from './index.js'

const name = `tests-${process.pid}`
let disparo: Disparo
beforeAll(() => {
  disparo = connect({ redis: inject('redisUrl'), account: name })
})
afterAll(() => disparo.close())

const mine = '+55 (11) 98765-9999'
const row = (person: number, more: object = {}) => ({
  to: `551198765060${person}`,
  template: { namespace: 'ns', elementName: 'aviso' },
  body: [`Ana ${person}`],
  ...more,
})

test('the first good rows go to who tests them: urgent, of no batch, and marked', async () => {
  const label = { externalLabel: 'natal', key: 'order-2', sendAt: '2020-01-01T00:00:00Z' }
  const rows = [
    row(1),
    { ...row(2), to: 'x' },
    row(3, { externalLabel: 'natal', key: 'order-3' }),
    row(4),
    row(5, label),
  ]
  const { tests, problems } = await disparo.sendTest(rows, { to: mine })
  expect(tests.map((each) => each.row)).toEqual([1, 3, 4])
  expect(problems).toMatchObject([{ row: 2, path: 'to' }])
  const states = await Promise.all(tests.map(({ id }) => disparo.status(id)))
  expect(states).toMatchObject([
    { to: '5511987659999', lane: 'urgent', externalLabel: 'test', elementName: 'aviso' },
    { to: '5511987659999', lane: 'urgent', externalLabel: 'test natal' },
    { to: '5511987659999', lane: 'urgent', externalLabel: 'test' },
  ])
  for (const state of states) expect(state).not.toHaveProperty('batch')
  expect((await disparo.batches()).batches).toEqual([])
})

test('a test is never one with the row itself, nor with another test', async () => {
  const rows = [row(6, { to: mine, key: 'order-6' })]
  const [one, other] = [
    await disparo.sendTest(rows, { to: mine }),
    await disparo.sendTest(rows, { to: mine }),
  ]
  const batch = await disparo.sendMany(rows)
  expect(batch).toMatchObject({ enqueued: 1, duplicates: 0 })
  const page = await disparo.batchMessages(batch.id)
  const ids = [one.tests[0]?.id, other.tests[0]?.id, page?.messages[0]?.id]
  expect(new Set(ids).size).toBe(3)
})

test('reference and metadata stay with the message of the row itself', async () => {
  const rows = [row(7, { reference: 'pedido 7', metadata: { loja: 'Santos' } })]
  const { tests } = await disparo.sendTest(rows, { to: mine })
  const state = await disparo.status(tests[0]?.id ?? '')
  expect(state).toMatchObject({ externalLabel: 'test' })
  expect(state).not.toHaveProperty('reference')
  expect(state).not.toHaveProperty('metadata')
  expect((await disparo.search({ reference: 'pedido 7' })).messages).toEqual([])
})

test('what looks like a mistake is told, of rows that could go', async () => {
  const rows = [row(8, { body: ['{{1}}'] }), { ...row(8, { body: ['#N/D'] }), to: 'x' }]
  const { tests, suspicions } = await disparo.sendTest(rows, { to: mine, rows: [1, 2] })
  expect(tests.map((each) => each.row)).toEqual([1])
  expect(suspicions).toEqual([{ kind: 'placeholder', count: 1, rows: [1] }])
})

test('chosen rows go, and the bad one of them is told', async () => {
  const rows = [row(1), row(2), { ...row(3), to: 'x' }, row(4), row(5)]
  const { tests, problems } = await disparo.sendTest(rows, { to: mine, rows: [4, 3, 2] })
  expect(tests.map((each) => each.row)).toEqual([2, 4])
  expect(problems).toMatchObject([{ row: 3, path: 'to' }])
})

test('no more is read than is sent', async () => {
  let read = 0
  function* many() {
    for (;;) {
      read += 1
      yield row(1)
    }
  }
  expect((await disparo.sendTest(many(), { to: mine, first: 2 })).tests).toHaveLength(2)
  expect(read).toBe(2)
})

test.each([
  [{ to: '123' }, 'to'],
  [{ to: mine, first: 0 }, 'first'],
  [{ to: mine, first: 11 }, 'first'],
  [{ to: mine, rows: [] }, 'rows'],
  [{ to: mine, rows: [0] }, 'rows[0]'],
])('the options %j are refused by name', async (options, path) => {
  const error = await disparo.sendTest([row(1)], options).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(InvalidMessageError)
  expect((error as InvalidMessageError).problems.map((problem) => problem.path)).toEqual([path])
  expect((error as Error).message).not.toContain('123')
})
