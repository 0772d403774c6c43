import { readFile } from 'node:fs/promises'
import { csvRecords } from '@disparo/rows'
import { afterAll, expect, test } from 'vitest'
import { startTestServer } from '../test-support/test-server.js'

// Files as people have them. `fixtures/README.md` says what is right for each.
const door = await startTestServer()
afterAll(() => door.close())

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const fixture = (name: string) =>
  readFile(new URL(`../../../../packages/rows/src/fixtures/${name}`, import.meta.url))

async function send(name: string, options: { type?: string; query?: string } = {}) {
  const answer = await door.call('POST', `/batches${options.query ?? ''}`, {
    body: await fixture(name),
    type: options.type ?? 'text/csv',
  })
  const { id, batch, problems = answer.body.errors, ...receipt } = answer.body
  const page = await door.call('GET', `/batches/${id ?? batch?.id ?? 'none'}/messages`)
  const messages = page.body.messages ?? []
  const places = problems.map((problem: { row?: number; path: string }) => `${problem.row} ${problem.path}`)
  const said = problems.map(({ message }: { message: string }) => message).join('\n')
  const phones = messages.map(({ to }: { to: string }) => to)
  return { status: answer.status, id, batch: batch?.id, receipt, problems, places, said, phones, messages }
}

test.each([
  ['b1-float-phones.csv', ['5511987650101', '5511987650102']],
  ['a4-sep.csv', ['5511987650005']],
  ['a6-trailing-empty.csv', ['5511987650008']],
  ['a6b-trailing-cells.csv', ['5511987650009']],
  ['a9b-fixed.csv', ['5511987650016', '5511987650017', '5511987650018', '5511987650019']],
])('%s is read whole', async (name, phones) => {
  expect(await send(name)).toMatchObject({ status: 202, problems: [], phones })
})

test('b2-no-ddd.csv: numbers without DDD go to no country', async () => {
  const sent = await send('b2-no-ddd.csv')
  expect(sent).toMatchObject({ status: 422, places: ['1 to', '2 to', '3 to'], phones: [] })
  expect(sent.said).toContain('DDD')
})

test('a1-scientific.csv: the spreadsheet has lost digits, and its number format is hinted at', async () => {
  const sent = await send('a1-scientific.csv')
  expect(sent).toMatchObject({ status: 202, places: ['1 to'], phones: ['5511987650001'] })
  expect(sent.said).toContain('format the column')
})

test('a5b-spaced.csv: cells are trimmed', async () => {
  const sent = await send('a5b-spaced.csv')
  expect(sent.messages).toMatchObject([{ to: '5511987650007', namespace: 'default', elementName: 'aviso' }])
  const again = await door.call('POST', '/messages', {
    body: {
      to: '5511987650007',
      template: { namespace: 'default', elementName: 'aviso' },
      body: ['Maria'],
    },
    headers: { 'idempotency-key': 'k-7' },
  })
  expect(again.body).toMatchObject({ id: sent.messages[0].id, created: false })
})

test('a17-sendat-br.csv: each date is refused, with the form to write', async () => {
  const sent = await send('a17-sendat-br.csv')
  expect(sent).toMatchObject({ status: 422, places: [1, 2, 3, 4].map((row) => `${row} sendAt`), phones: [] })
  expect(sent.problems[0].message).toContain('2026-11-27T09:00:00-03:00')
  expect(sent.problems[1].message).toContain('2026-11-27T09:00:00-03:00')
  expect(sent.problems[2].message).toContain('2026-11-27T00:00:00-03:00')
  expect(sent.problems[3].message).toContain('a year ahead')
})

test.each([
  ['a2-windows1252.csv', 'windows-1252'],
  ['a2-fixed-utf8.csv', 'utf-8'],
])('%s: is read, and the receipt tells as what', async (name, encoding) => {
  const phones = ['5521900000375', '5521900000376', '5521900000377']
  expect(await send(name)).toMatchObject({ status: 202, receipt: { encoding }, problems: [], phones })
})

test('a9b-unclosed.csv: the place is named, and the row before it stands', async () => {
  const sent = await send('a9b-unclosed.csv')
  expect(sent).toMatchObject({ status: 422, problems: [{ row: 2, line: 3 }], phones: ['5511987650016'] })
})

test('e6-blank-rows.csv: blank rows are none, and lines are those of the spreadsheet', async () => {
  const sent = await send('e6-blank-rows.csv')
  expect(sent).toMatchObject({ status: 202, places: ['2 to', '3 to'], phones: ['5511987656006'] })
  const lines: number[] = []
  for await (const { line } of csvRecords(bytesOf(await fixture('e6-blank-rows.csv')))) lines.push(line)
  expect(lines).toEqual([1, 3, 5, 6])
})

test.each([workbook, 'text/csv'])(
  'e1-planilha.xlsx as %s: four rows; a date has no zone and is refused where it says when to send',
  async (type) => {
    const sent = await send('e1-planilha.xlsx', { type })
    expect(sent).toMatchObject({
      status: 202,
      receipt: { rows: 4, enqueued: 3, rejected: 1 },
      places: ['3 sendAt'],
      phones: ['5511987651001', '5511987651002', '5511987651004'],
    })
    expect(sent.said).toContain('2027-01-05T12:00:00-03:00')
    const strict = await send('e1-planilha.xlsx', { type, query: '?strict=true' })
    expect(strict).toMatchObject({ status: 422, places: ['3 sendAt'], phones: [] })
  },
)

test('another sheet is read by its name, and where there is none of it nothing is', async () => {
  const other = await send('e1-planilha.xlsx', { type: workbook, query: '?sheet=outra' })
  expect(other).toMatchObject({ status: 422, receipt: { type: '/problems/invalid-columns' } })
  expect(other.problems[0].path).toBe('lixo')
  const none = await send('e1-planilha.xlsx', { type: workbook, query: '?sheet=Nenhuma' })
  expect(none).toMatchObject({ status: 400, problems: [{ path: 'sheet' }] })
  expect(await send('a4-sep.csv', { query: '?sheet=Clientes' })).toMatchObject({
    status: 400,
    problems: [{ path: 'sheet' }],
  })
})

test('what is called a workbook and is none is refused, whole', async () => {
  const answer = await door.call('POST', '/batches', { body: 'to;namespace\n', type: workbook })
  expect(answer).toMatchObject({ status: 422, body: { type: '/problems/broken-input' } })
  const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)])
  const locked = await door.call('POST', '/batches', { body: old, type: 'text/csv' })
  expect(locked).toMatchObject({ status: 422, body: { detail: expect.stringContaining('password') } })
})

async function* bytesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

test('a12-same-twice.csv: one person and one text in two writings are one message', async () => {
  expect(await send('a12-same-twice.csv')).toMatchObject({
    status: 202,
    receipt: { enqueued: 1, repeated: 1 },
    phones: ['5511987650024'],
  })
})

test.each([
  ['a2-windows1252.csv', 'a2-fixed-utf8.csv', 3],
  ['a9b-unclosed.csv', 'a9b-fixed.csv', 4],
])('%s, then %s into the same batch: nobody has two', async (broken, fixed, people) => {
  const first = await send(broken)
  const into = first.id ?? first.batch
  const second = await send(fixed, { query: `?into=${into}` })
  expect(second).toMatchObject({ status: 202, problems: [] })
  expect(second.receipt.enqueued + second.receipt.unchanged).toBe(people)
  expect(new Set(second.phones).size).toBe(people)
  expect(second.phones).toHaveLength(people)
})

test('with strict, rows that look like a mistake are refused, and nothing is sent', async () => {
  const csv =
    'to,namespace,elementName,body1\n5511987650301,default,aviso,Ana\n5511987650302,default,aviso,#N/D\n'
  const refused = await door.call('POST', '/batches?strict=true', { body: csv, type: 'text/csv' })
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ row: 2 }] } })
  expect(refused.body.errors[0].message).toContain('spreadsheet-error')
  const taken = await door.call('POST', '/batches', { body: csv, type: 'text/csv' })
  const suspicions = [{ kind: 'spreadsheet-error', count: 1, rows: [2] }]
  expect(taken).toMatchObject({ status: 202, body: { enqueued: 2, suspicions } })
})

const exported = ['ID;Nome;Telefone;Cidade', '1;Ana;(11) 98765-0201;Santos', '2;Bia;98765-0202;Itu'].join(
  '\n',
)
const mapped = '?template=aviso&namespace=default&map=to%3Dtelefone&map=body1%3DNOME'

test('a spreadsheet as it was exported is sent by a mapping', async () => {
  const answer = await door.call('POST', `/batches${mapped}&ignoreColumns=true`, {
    body: exported,
    type: 'text/csv',
  })
  expect(answer).toMatchObject({
    status: 202,
    body: {
      rows: 2,
      enqueued: 1,
      rejected: 1,
      problems: [{ row: 2, line: 3, path: 'to (column "Telefone")' }],
    },
  })
  const page = await door.call('GET', `/batches/${answer.body.id}/messages`)
  expect(page.body.messages).toMatchObject([
    { to: '5511987650201', namespace: 'default', elementName: 'aviso' },
  ])
})

test('without a mapping each column that is not known is named with the closest field', async () => {
  const answer = await door.call('POST', '/batches', { body: exported, type: 'text/csv' })
  expect(answer).toMatchObject({ status: 422, body: { type: '/problems/invalid-columns' } })
  const telephone = answer.body.errors.find(({ path }: { path: string }) => path === 'Telefone')
  expect(telephone.message).toContain('to is the closest one')
})

test('a real workbook is sent by a mapping, its own columns left out', async () => {
  const query = '?template=outro&map=externalLabel%3DBODY2&ignoreColumns=true'
  const answer = await door.call('POST', `/batches${query}`, {
    body: await fixture('e1-planilha.xlsx'),
    type: workbook,
  })
  expect(answer).toMatchObject({ status: 202, body: { rows: 4 } })
  const page = await door.call('GET', `/batches/${answer.body.id}/messages`)
  expect(page.body.messages[0]).toMatchObject({ elementName: 'outro' })
})

test.each([
  ['map=para%3Dtelefone', 'map', 'para is no field'],
  ['map=to%3Da&map=to%3Db', 'map', 'is mapped twice'],
  ['map=telefone', 'map', 'must be field=column'],
  ['template=', 'template', ''],
  ['ignoreColumns=yes', 'ignoreColumns', 'must be true or false'],
])('?%s is refused with what is allowed', async (query, path, message) => {
  const answer = await door.call('POST', `/batches?${query}`, { body: exported, type: 'text/csv' })
  expect(answer).toMatchObject({
    status: 400,
    body: { type: '/problems/invalid-request', errors: [{ path }] },
  })
  expect(answer.body.errors[0].message).toContain(message)
})

test('rows in JSON have no columns to map', async () => {
  const answer = await door.call('POST', `/batches${mapped}`, { body: '[]', type: 'application/json' })
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'map' }] } })
})
