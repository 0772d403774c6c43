import { afterAll, expect, onTestFinished, test } from 'vitest'
import { batchKeyOf } from './enqueue-dispatch.js'
import { codeOf, openXmlDropIn } from './xml-drop-in.test.support.js'

const door = await openXmlDropIn({ accounts: [{ configId: 'um' }, { configId: 'dois' }] })
afterAll(() => door.close())
const [account] = door.accounts

const phone = (n: number) => `1198${String(1_000_000 + n).padStart(7, '0')}`
const document = (
  identificador: string,
  contacts: number,
  { text = 'Maria', remetente = 'um', space = '' } = {},
) =>
  `<main><emkt trans="50.01"><remetente>${remetente}</remetente><identificador>${identificador}</identificador>` +
  `<namespace>ns</namespace><element_name>a</element_name>${Array.from(
    { length: contacts },
    (_, n) =>
      `<contact><phone>${phone(n)}</phone><component type="body">${space}<parameter type="text">${text}</parameter></component></contact>`,
  ).join(space)}</emkt></main>`

const taken = { kind: 'error', id: '07', text: expect.stringContaining('identificador: já foi usado') }

test('the same document with the same identificador is one request, however it is written', async () => {
  const code = codeOf(await door.ask(document('pedido1', 3)))
  expect(codeOf(await door.ask(document('pedido1', 3)))).toBe(code)
  expect(codeOf(await door.ask(document('pedido1', 3, { space: '\n  ' })))).toBe(code)
  expect(await account.disparo.batch(code)).toMatchObject({ total: 3 })
  expect(await account.waiting()).toBe(3)
})

test('another document with the same identificador is refused, longer, shorter or different', async () => {
  const code = codeOf(await door.ask(document('pedido2', 3)))
  const before = await account.waiting()
  for (const other of [
    document('pedido2', 4),
    document('pedido2', 2),
    document('pedido2', 3, { text: 'João' }),
    document('pedido2', 3).replace('<element_name>a', '<element_name>b'),
  ]) {
    expect(await door.ask(other)).toMatchObject({ status: 200, answer: taken })
  }
  expect(await account.waiting()).toBe(before)
  expect(codeOf(await door.ask(document('pedido2', 3)))).toBe(code)
})

test('of two different documents at the same time one is taken whole, and the other not at all', async () => {
  const before = await account.waiting()
  const replies = await Promise.all([2, 5, 2, 5, 2, 5].map((n) => door.ask(document('corrida', n))))
  const codes = replies.flatMap((reply) => (reply.answer.kind === 'code' ? [reply.answer.code] : []))
  expect(codes).toHaveLength(3)
  expect(new Set(codes).size).toBe(1)
  const { total } = (await account.disparo.batch(codes[0] ?? '')) ?? {}
  expect([2, 5]).toContain(total)
  expect((await account.waiting()) - before).toBe(total)
})

test('a refused document does not use its identificador up', async () => {
  const wrong = await door.ask(document('pedido3', 2, { text: 'a\tb' }))
  expect(wrong.answer).toMatchObject({ kind: 'error', id: '04' })
  expect((await door.ask(document('pedido3', 2))).answer.kind).toBe('code')
})

test('each account has identificadores of its own', async () => {
  const code = codeOf(await door.ask(document('pedido4', 1)))
  const other = codeOf(await door.ask(document('pedido4', 2, { remetente: 'dois' })))
  expect(other).not.toBe(code)
})

test('without one every request is new', async () => {
  const first = codeOf(await door.ask(document('', 1)))
  expect(codeOf(await door.ask(document(' ', 1)))).not.toBe(first)
})

test('what an interrupted request left is completed, and nothing is enqueued twice', async () => {
  const before = await account.waiting()
  const rows = Array.from({ length: 1_200 }, (_, n) => ({
    ...{ to: `55${phone(n)}`, namespace: 'ns', elementName: 'a' },
    components: [{ type: 'body', parameters: [{ type: 'text', text: 'Maria' }] }] as const,
  }))
  const left = await account.disparo.sendMany(rows, {
    key: batchKeyOf('caiu'),
    lane: 'bulk',
    rowsBy: 'place',
  })
  const code = codeOf(await door.ask(document('caiu', 2_500)))
  expect(code).toBe(left.id)
  expect(await account.disparo.batch(code)).toMatchObject({ total: 2_500 })
  expect((await account.waiting()) - before).toBe(2_500)
})

test('of a request that was cancelled it takes no more, and says so', async () => {
  const code = codeOf(await door.ask(document('parado', 2)))
  await account.disparo.cancelBatch(code)
  const before = await account.waiting()
  const { answer } = await door.ask(document('parado', 2))
  expect(answer).toMatchObject({ kind: 'error', id: '07', text: expect.stringMatching(/foi cancelado/) })
  expect(await account.waiting()).toBe(before)
})

test('past the quota of the account no contact is taken, and the same document is taken later', async () => {
  const full = await openXmlDropIn({ accounts: [{ configId: 'um', quota: { waiting: 4 } }] })
  onTestFinished(() => full.close())
  codeOf(await full.ask(document('cheio1', 3)))
  const refused = await full.ask(document('cheio2', 2))
  expect(refused).toMatchObject({
    status: 429,
    headers: { 'retry-after': '60', 'x-rate-limit-remaining': '0' },
    answer: { kind: 'error', id: '09', text: expect.stringContaining('com o identificador cheio2') },
  })
  expect(await full.accounts[0].waiting()).toBe(3)
  codeOf(await full.ask(document('cheio3', 1)))
  codeOf(await full.ask(document('cheio1', 3)))
})
