import fc from 'fast-check'
import { afterAll, expect, inject, it, onTestFinished } from 'vitest'
import {
  type BatchOptions,
  connect,
  defineTemplates,
  InvalidMessageError,
  KeyReusedError,
  type MessageInput,
  RedisUnavailableError,
  type RowInput,
} from '../index.js'
import { fakeDisparo } from './index.js'

const template = { namespace: 'default', elementName: 'compra' }
const to = '11 98765-4321'

it('records what was enqueued, in its order', async () => {
  const fake = fakeDisparo()
  const { id } = await fake.send({ to, template, body: ['R$ 10'], reference: 'r' }, { key: 'order-1' })
  await fake.sendMany([
    { to, template },
    { to: '12', template },
  ])
  expect(fake.sent).toMatchObject([
    { id, to: '5511987654321', lane: 'bulk', key: 'order-1', status: 'enqueued' },
    { row: 1, message: { to: '5511987654321', ...template } },
  ])
  expect(fake.sent[0]?.message).toEqual({
    ...{ to: '5511987654321', ...template, reference: 'r' },
    components: [{ type: 'body', parameters: [{ type: 'text', text: 'R$ 10' }] }],
  })
  expect(await fake.status(id)).toMatchObject({ id, status: 'enqueued', reference: 'r' })
  fake.become(id, 'read')
  expect((await fake.status(id))?.status).toBe('read')
  fake.clear()
  expect(fake.sent).toEqual([])
  expect(await fake.status(id)).toBeUndefined()
})

it('takes defined templates as connect does', async () => {
  const fake = fakeDisparo({ templates: defineTemplates({ compra: { body: ['valor'] } }) })
  await fake.send({ to, template: 'compra', body: { valor: '1' } })
  expect(fake.sent[0]?.message.components).toEqual([
    { type: 'body', parameters: [{ type: 'text', text: '1' }] },
  ])
  await expect(fake.send({ to, template: 'compra', body: {} } as never)).rejects.toThrow(
    'body.valor: is missing',
  )
})

it('withdraws what a corrected input has no more, and refuses another input of a name that left rows behind', async () => {
  const name = `fake-corrections-${process.pid}`
  const real = connect({ redis: inject('redisUrl'), account: name, allowNewAccount: true })
  onTestFinished(() => real.close())
  const [ana, rui] = [
    { to, template },
    { to: '11 90000-0002', template },
  ]
  for (const disparo of [fakeDisparo(), real]) {
    const { id } = await disparo.sendMany([ana, rui], { key: 'k' })
    const corrected = [{ ...ana, body: ['new'] }, rui]
    expect(await disparo.sendMany(corrected, { into: id, replace: true })).toMatchObject({
      ...{ enqueued: 1, unchanged: 1, withdrawn: 1 },
    })
    await disparo.sendMany([ana, { ...rui, to: '12' }], { source: 'a.csv' })
    await expect(disparo.sendMany([rui], { source: 'a.csv' })).rejects.toMatchObject({
      code: 'CHANGED_SOURCE',
    })
    await disparo.sendMany([rui], { source: 'a.csv', anew: true })
  }
})

it('fails once as it is told to, says what it does not answer, and can be closed', async () => {
  const fake = fakeDisparo()
  fake.failNext(new RedisUnavailableError())
  await expect(fake.send({ to, template })).rejects.toBeInstanceOf(RedisUnavailableError)
  await fake.send({ to, template })
  await expect(fake.pauseBatch('b')).rejects.toThrow('fakeDisparo does not answer pauseBatch()')
  await fake[Symbol.asyncDispose]()
  await expect(fake.send({ to, template })).rejects.toMatchObject({ code: 'CLOSED' })
})

const name = `fake-${process.pid}`
const real = connect({ redis: inject('redisUrl'), account: name, allowNewAccount: true })
afterAll(() => real.close())

/** Mostly good ones, and often alike. */
const rarely = <T>(wrong: T, ...good: readonly T[]) =>
  fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...good) }, { weight: 1, arbitrary: fc.constant(wrong) })
const row = fc.record(
  {
    to: rarely('onze', '5511900000001', '11 90000-0001', '+55 11 3333-4444'),
    template: fc.constant(template),
    body: fc.array(rarely('', 'a', 'b'), { minLength: 1, maxLength: 1 }),
    key: rarely<string | undefined>(' ', 'k1', 'k2', undefined, undefined),
    expiresAt: rarely<string | undefined>('tomorrow', '2099-01-01T00:00:00Z', undefined),
    sendAt: rarely<Date | undefined>(new Date(0), new Date(Date.now() + 86_400_000), undefined, undefined),
    other: rarely<number | undefined>(1, undefined),
  },
  { requiredKeys: ['to', 'template'] },
)
const options: fc.Arbitrary<BatchOptions> = fc.record(
  { unique: fc.constant('to' as const), rowsBy: fc.constantFrom('content', 'place') },
  { requiredKeys: [] },
)

it('answers as the real one does', async () => {
  const told = (given: Promise<unknown>) => given.then(known, known)
  const calls = fc.record({
    single: row,
    rows: fc.array(row, { maxLength: 6 }),
    options,
    again: fc.boolean(),
  })
  let enqueued = 0
  await fc.assert(
    fc.asyncProperty(fc.array(calls, { maxLength: 3 }), async (given) => {
      const fake = fakeDisparo({ account: name })
      const run = `${Math.random()}`
      const ours = (some: (typeof given)[number]['rows']) =>
        some.map((each) => ({
          ...each,
          ...(each.key?.trim() && { key: `${run} ${each.key}` }),
        })) as RowInput[]
      for (const { single, rows, options, again } of given) {
        const { key, expiresAt, sendAt, ...message } = single
        const sent = [message as MessageInput, { key: `${run} ${key}`, expiresAt, sendAt }] as const
        expect(await told(fake.send(...sent))).toEqual(await told(real.send(...sent)))
        enqueued += fake.sent.length
        const batch = { ...options, ...(again && { key: run }) }
        for (const call of ['check', 'sendMany'] as const) {
          const ask = (disparo: typeof real) => told(disparo[call](ours(rows), batch))
          expect(await ask(fake), call).toEqual(await ask(real))
        }
      }
    }),
    { numRuns: 60 },
  )
  expect(enqueued).toBeGreaterThan(20)
})

/** Of an answer or an error what both know; ids are new each time, and the fake has a worker and no catalogue. */
function known(answer: unknown): unknown {
  if (answer instanceof InvalidMessageError || answer instanceof KeyReusedError) return answer.message
  const left = ['id', 'hasWorker', 'suppressed', 'estimatedDoneAt', 'templates', 'preview', 'recent']
  const fields = Object.entries(answer as object).filter(([key]) => !left.includes(key))
  // Those that only Redis tells come later than others of the same call.
  return Object.fromEntries(
    fields.map(([key, value]) => {
      if (key === 'named') return [key, { ...value, recent: [], suppressed: [] }]
      return [key, key === 'problems' ? value.toSorted(byRow) : value]
    }),
  )
}

function byRow(one: { readonly row: number }, other: { readonly row: number }): number {
  return one.row - other.row
}
