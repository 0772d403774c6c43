import { afterAll, expect, test } from 'vitest'
import { startTestServer } from '../test-support/test-server.js'

const door = await startTestServer()
afterAll(() => door.close())

const mine = '+55 11 98765-9998'
const csv = (...rows: string[]) => `Nome;Telefone\n${rows.join('\n')}\n`
const mapping = 'template=aviso&namespace=ns&map=to%3DTelefone&map=body1%3Dnome'
const post = (
  query: string,
  body: string,
  headers: Record<string, string> = { 'test-to': mine },
  type = 'text/csv',
) => door.call('POST', `/batches/test?${query}`, { body, type, headers })

test('the first good rows go to the number in the header, at once and outside every batch', async () => {
  const many = Array.from({ length: 30_000 }, (_, n) => `Bia;1198765${String(n).padStart(4, '0')}`)
  const answer = await post(
    `${mapping}&first=2`,
    csv('Ana;11987650701', 'Bia;x', 'Cris;11987650702', ...many),
  )
  expect(answer).toMatchObject({
    status: 202,
    body: {
      lane: 'urgent',
      tests: [
        { row: 1, line: 2 },
        { row: 3, line: 4 },
      ],
      problems: [{ row: 2, line: 3, path: 'to (column "Telefone")' }],
      suspicions: [],
    },
  })
  const state = await door.call('GET', `/messages/${answer.body.tests[0].id}`)
  expect(state.body).toMatchObject({ to: '5511987659998', lane: 'urgent', externalLabel: 'test' })
  expect((await door.call('GET', '/batches')).body.batches).toEqual([])
})

test('rows are chosen by their numbers', async () => {
  const answer = await post(
    `${mapping}&rows=3,1`,
    csv('Ana;11987650711', 'Bia;11987650712', 'Cris;11987650713'),
  )
  expect(answer.body.tests.map(({ row }: { row: number }) => row)).toEqual([1, 3])
})

test.each([
  ['first=11', {}, 'first', 'from 1 to 10'],
  ['rows=0', {}, 'rows', '1 to 10 numbers of rows'],
  ['rows=1,2,3,4,5,6,7,8,9,10,11', {}, 'rows', '1 to 10 numbers of rows'],
  ['first=1&rows=2', {}, 'first', 'where `rows` says which'],
  ['strict=true', {}, 'strict', 'is no parameter here; there are: first, rows'],
  ['', { 'test-to': '' }, 'test-to', ''],
  ['', { 'test-to': 'casa 12' }, 'test-to', 'must be a phone number'],
])('?%s with %j is refused with what is allowed', async (query, headers, path, message) => {
  const answer = await post(`${mapping}&${query}`, csv('Ana;11987650721'), { 'test-to': mine, ...headers })
  expect(answer).toMatchObject({
    status: 400,
    body: { type: '/problems/invalid-request', errors: [{ path }] },
  })
  expect(answer.body.errors[0].message).toContain(message)
  expect(JSON.stringify(answer.body)).not.toContain('casa 12')
})

test('without a number nothing goes', async () => {
  const answer = await post(mapping, csv('Ana;11987650731'), {})
  expect(answer).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'test-to', message: expect.stringContaining('is missing') }] },
  })
})

test('where no row can go that is told, with nothing enqueued', async () => {
  const answer = await post(mapping, csv('Ana;x'))
  expect(answer).toMatchObject({
    status: 422,
    body: { type: '/problems/invalid-rows', errors: [{ row: 1, path: 'to (column "Telefone")' }] },
  })
})

test.each(['application/json', 'application/x-ndjson'])('rows as %s have no columns', async (type) => {
  const answer = await post(mapping, '{}', { 'test-to': mine }, type)
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'map' }] } })
})
