import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, expect, test } from 'vitest'
import { startTestServer } from '../test-support/test-server.js'
import { basic } from '../test-support/test-user.js'

const sender = { name: 'sender', password: 'a-secret-for-senders' }
const door = await startTestServer({
  users: (account) => [{ ...sender, roles: ['send'], accounts: [account] }],
})
afterAll(() => door.close())

const sha256Of = (body: string | Buffer) => createHash('sha256').update(body).digest('hex')
const csv = (...rows: string[]) => `to;namespace;elementName;body1\n${rows.join('\n')}\n`
const post = (query: string, body: string | Buffer, type = 'text/csv') =>
  door.call('POST', `/batches${query}`, { body, type })
const batches = async () => (await door.call('GET', '/batches')).body.batches.length

test('a check answers the receipt as it would be, and enqueues nothing', async () => {
  const body = csv('5511987650401;ns;aviso;Ana', 'x;ns;aviso;Bia', '5511987650401;ns;aviso;Ana')
  const before = await batches()
  const { status, body: check } = await post('?check=true', body)
  expect(status).toBe(200)
  expect(check).toMatchObject({
    ...{ rows: 3, enqueued: 1, repeated: 1, rejected: 1, encoding: 'utf-8', lane: 'bulk' },
    problems: [{ row: 2, line: 3, column: 1, path: 'to', code: 'not-a-phone' }],
    named: { repeated: [{ row: 3, line: 4 }], samePerson: [], suppressed: [], suspicious: [], recent: [] },
    contentSha256: sha256Of(body),
    templates: [{ namespace: 'ns', elementName: 'aviso', count: 1, variables: [{ variables: 1, count: 1 }] }],
    preview: [{ row: 1, line: 2, to: '5511987650401', variables: ['Ana'], buttons: [] }],
  })
  expect(check).not.toHaveProperty('id')
  expect(check).not.toHaveProperty('links')
  expect(await batches()).toBe(before)
  expect((await post('', body)).body).toMatchObject({ enqueued: 1 })
})

test('who may not read does not learn by a check who got the template lately', async () => {
  const body = csv('5511987650405;ns;aviso;Ana')
  await post('', body)
  const check = async (headers = {}) =>
    (await door.call('POST', '/batches?check=true', { body, type: 'text/csv', headers })).body
  expect(await check()).toMatchObject({
    ...{ enqueued: 1, recent: { count: 1, rows: [1], of: 1 } },
    named: { recent: [{ row: 1, line: 2 }] },
  })
  const told = await check({ authorization: basic(sender.name, sender.password) })
  expect(told).toMatchObject({ enqueued: 1 })
  expect(told).not.toHaveProperty('recent')
  expect(told.named).not.toHaveProperty('recent')
})

test('each mistake of a row is told with its code, its numbers and the column of the file', async () => {
  const lines = [
    'Nome;Telefone;Aviso;Quando;Chave',
    'Ana;;a;;',
    `Bia;11987650471;${'x'.repeat(1_025)};;`,
    ';11987650472;a;;',
    'Cris;11987650473;a;ontem;',
    'Dani;11987650474;a',
    'Edu;11987650475;"a\nb";;',
    `Fabi;5,5119E+12;a;;${'k'.repeat(201)}`,
  ]
  const map = ['to=Telefone', 'body1=Nome', 'body2=Aviso', 'sendAt=Quando', 'key=Chave']
  const query = `?check=true&template=aviso&namespace=ns&${map.map((pair) => `map=${encodeURIComponent(pair)}`).join('&')}`
  const { body: check } = await post(query, `${lines.join('\n')}\n`)
  const told = check.problems.map(({ message: _, path: __, ...problem }: Record<string, unknown>) => problem)
  expect(told).toEqual([
    { row: 1, line: 2, column: 2, code: 'missing' },
    { row: 2, line: 3, column: 3, code: 'too-long', limit: 1_024 },
    { row: 2, line: 3, code: 'variables-too-long', limit: 1_024 },
    { row: 3, line: 4, column: 1, code: 'variable-gap' },
    { row: 4, line: 5, column: 4, code: 'not-a-date' },
    { row: 5, line: 6, code: 'cells', given: 3, wanted: 5 },
    { row: 6, line: 7, column: 3, code: 'line-break' },
    { row: 7, line: 8, column: 5, code: 'too-long', limit: 200 },
    { row: 7, line: 8, column: 2, code: 'phone-scientific' },
  ])
})

test('of a batch that is there a check tells what is known, and what a correction would cancel', async () => {
  const { body: sent } = await post('', csv('5511987650411;ns;aviso;Ana', '5511987650412;ns;aviso;Bia'))
  const corrected = csv('5511987650411;ns;aviso;Ana', '5511987650413;ns;aviso;Cris')
  const { body: check } = await post(`?check=true&into=${sent.id}&replace=true`, corrected)
  expect(check).toMatchObject({ id: sent.id, unchanged: 1, enqueued: 1, withdrawn: 1 })
  expect((await post(`?into=${sent.id}&replace=true`, corrected)).body).toMatchObject({
    withdrawn: 1,
    enqueued: 1,
  })
})

test.each([
  ['a workbook', 'e1-planilha.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 4],
  ['a CSV in Windows-1252', 'a2-windows1252.csv', 'text/csv', 3],
])('%s is checked by its bytes', async (_, name, type, rows) => {
  const body = await readFile(new URL(`../../../../packages/rows/src/fixtures/${name}`, import.meta.url))
  const { status, body: check } = await post('?check=true', body, type)
  expect({ status, rows: check.rows, hash: check.contentSha256 }).toEqual({
    status: 200,
    rows,
    hash: sha256Of(body),
  })
})

test.each(['text/csv', 'application/json', 'application/x-ndjson'])(
  'what was checked is enqueued, and nothing else: %s',
  async (type) => {
    const row = { to: '5511987650421', namespace: 'ns', elementName: 'aviso', externalLabel: type }
    const body =
      type === 'text/csv'
        ? csv('5511987650421;ns;aviso;Ana')
        : `${type.includes('nd') ? '' : '['}${JSON.stringify(row)}${type.includes('nd') ? '\n' : ']'}`
    const { body: check } = await post('?check=true', body, type)
    const before = await batches()
    const other = await post(`?sha256=${check.contentSha256}`, `${body} `, type)
    expect(other).toMatchObject({ status: 409, body: { type: '/problems/content-differs' } })
    expect(await batches()).toBe(before)
    const sent = await post(`?sha256=${check.contentSha256.toUpperCase()}`, body, type)
    expect(sent).toMatchObject({ status: 202, body: { enqueued: 1 } })
  },
)

test.each([
  ['check=yes', 'check', 'must be true or false'],
  ['sha256=abc', 'sha256', '64 digits'],
])('?%s is refused with what is allowed', async (query, path, message) => {
  const answer = await post(`?${query}`, csv('5511987650431;ns;aviso;Ana'))
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } })
  expect(answer.body.errors[0].message).toContain(message)
})

test.each([
  ['a quote that is never closed', csv('5511987650441;ns;aviso;"Ana'), 'broken-input'],
  ['no row', csv(), 'invalid-rows'],
  ['a header that names no columns', 'a;b\n1;2\n', 'invalid-columns'],
  ['JSON that ends too early', '[{"to": "5511987650442"', 'malformed-body'],
])('a body with %s is told as it is, with nothing enqueued', async (_, body, kind) => {
  const answer = await post('?check=true', body, body.startsWith('[') ? 'application/json' : 'text/csv')
  expect(answer).toMatchObject({
    status: kind === 'malformed-body' ? 400 : 422,
    body: { type: `/problems/${kind}` },
  })
  expect(answer.body.detail).toMatch(/[Nn]othing was enqueued/)
})

test('a pace that a request asks for is that of the batch, and none of an urgent one', async () => {
  const body = csv('5511987650461;ns;aviso;Ana')
  const { body: sent } = await post('?maxPerMinute=60', body)
  expect((await door.call('GET', `/batches/${sent.id}`)).body.maxPerMinute).toBe(60)
  const urgent = await post('?maxPerMinute=60&lane=urgent', csv('5511987650462;ns;aviso;Ana'))
  expect(urgent).toMatchObject({ status: 422, body: { errors: [{ path: 'maxPerMinute' }] } })
})

test('a canary that a request asks for holds the batch up, and a check of it does not', async () => {
  const body = csv('5511987650451;ns;aviso;Ana', '5511987650452;ns;aviso;Bia', '5511987650453;ns;aviso;Cris')
  expect(await post('?check=true&canary=1', body)).toMatchObject({ status: 200, body: { enqueued: 3 } })
  const { body: sent } = await post('?canary=1', body)
  const state = await door.call('GET', `/batches/${sent.id}`)
  expect(state.body.holdups).toContainEqual(expect.objectContaining({ reason: 'canary' }))
})
