import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { suppressionCsv } from '@disparo/api'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { ask, startTestServer } from '../test-support/test-server.js'
import { basic } from '../test-support/test-user.js'

const password = 'a-password-for-tests'
/** The list for all accounts is this file's alone. */
const door = await startTestServer({
  redis: `${inject('redisUrl')}/11`,
  users: (account) => [
    { name: 'root', password, roles: ['read', 'operate'], accounts: '*' },
    { name: 'ana', password, roles: ['read', 'operate'], accounts: [account] },
  ],
})
afterAll(() => door.close())

const as = (name: string) => ({ authorization: basic(name, password) })
const call = (method: 'GET' | 'POST', path: string, options: object = {}) =>
  door.call(method, `/suppressions${path}`, { headers: as('ana'), ...options })
const csv = (body: string | Buffer, query = '', type = 'text/csv') => call('POST', query, { body, type })
const search = async (to: string) => (await call('POST', '/search', { body: { to } })).body.suppressions
const anyPhone = () => `55119${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`

describe('one person', () => {
  test('is suppressed, found and lifted, with the phone in the body', async () => {
    const to = anyPhone()
    const added = await call('POST', '', { body: { to, reason: 'opt-out', until: '2096-01-01T00:00:00Z' } })
    expect(added).toMatchObject({ status: 200, body: { rows: 1, added: 1, unchanged: 0 } })
    expect((await call('POST', '', { body: { to, reason: 'opt-out' } })).body).toMatchObject({
      added: 0,
      changed: 1,
      unchanged: 0,
    })
    const lesser = { to, reason: 'opt-out', until: '2096-01-01T00:00:00Z' }
    expect((await call('POST', '', { body: lesser })).body).toMatchObject({ changed: 0, unchanged: 1 })
    expect((await search(to))[0]).not.toHaveProperty('until')
    expect(await search(to.replace(/^(5511)9/, '$1'))).toMatchObject([
      {
        reason: 'opt-out',
        covers: 'marketing',
        by: 'ana',
        scope: 'account',
        since: expect.stringMatching(/Z$/),
      },
    ])
    const removal = { body: { to, why: 'asked by phone' } }
    expect((await call('POST', '/remove', removal)).body).toEqual({ lifted: 1, remaining: [] })
    expect(await search(to)).toEqual([])
    const lift = { of: 'person', by: 'ana', why: 'asked by phone', lifted: { 'opt-out': 1 } }
    const { lifts } = (await call('POST', '/search', { body: { to } })).body
    expect(lifts).toMatchObject([{ ...lift, at: expect.stringMatching(/Z$/) }])
    expect((await call('GET', '/counts')).body.lifts).toContainEqual(lifts[0])
    expect(JSON.stringify(door.log)).not.toContain('asked by phone')
  })

  test.each([
    [{ to: '1' }, 'to'],
    [{ to: '5511987654321', reason: 'x' }, 'reason'],
    [{ reason: 'opt-out' }, 'to'],
    [{ to: '5511987654321', since: '2096-01-01T00:00:00Z' }, 'since'],
    [{ to: '5511987654321', since: '1969-12-31T00:00:00Z' }, 'since'],
    [{ to: '5511987654321', until: '2107-01-01T00:00:00Z' }, 'until'],
    [{ to: '5511987654321', keepNumbers: true }, 'keepNumbers'],
  ])('%j is refused, naming the field', async (body, path) => {
    const answer = await call('POST', '', { body })
    expect(answer).toMatchObject({ status: expect.any(Number), body: { errors: [{ path }] } })
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).not.toContain('nqueued')
  })

  test('nothing is lifted without saying whose', async () => {
    expect(await call('POST', '/remove', { body: {} })).toMatchObject({ status: 400 })
    expect(await call('POST', '/remove', { body: { reason: 'opt-out' } })).toMatchObject({ status: 400 })
    const both = { to: '5511987654321', import: 'x' }
    expect(await call('POST', '/remove', { body: both })).toMatchObject({ status: 400 })
  })
})

describe('a list', () => {
  test.each([
    [
      'semicolons, a byte order mark and a column called like a phone',
      '\ufeffNome;Celular\r\nJoão;(11) 98877-0001\r\n',
    ],
    ['no header', '11988770001\n'],
    ['no header and other columns', 'João,11 98877-0001,ativo\n'],
    ['phones of a numeric column', 'telefone\n5511988770001.0\n'],
    ['a line that names the separator', 'sep=;\nid;to\n7;5511988770001\n'],
    ['Windows-1252', Buffer.from('telefone;observação\n11988770001;não\n', 'latin1')],
    ['tabs and blank lines', 'whatsapp\tnome\n\n+55 11 98877-0001\tAna\n\n'],
  ])('is read with %s', async (_title, body) => {
    const answer = await csv(body)
    expect(answer).toMatchObject({ status: 200, body: { rows: 1, rejected: 0, import: expect.any(String) } })
    expect(await search('11988770001')).toMatchObject([
      { reason: 'manual', import: answer.body.import, by: 'ana' },
    ])
    expect((await call('POST', '/remove', { body: { import: answer.body.import } })).body).toEqual({
      lifted: 1,
    })
  })

  test.each([
    ['without numbers', 'nome;cidade\nAna;Recife\n', 'invalid-columns', { path: 'to' }],
    ['with two columns of numbers', 'telefone;celular\n1;2\n', 'invalid-columns', { path: 'to' }],
    [
      'with a number that lost digits',
      `to\n${anyPhone()}\n5,5119E+12\n`,
      'invalid-rows',
      { row: 2, line: 3, path: 'to' },
    ],
    ['with a number without DDD', `to\n${anyPhone()}\n98877-0001\n`, 'invalid-rows', { row: 2, path: 'to' }],
    ['that has a quote which never closes', `to\n${anyPhone()}\n"551198\n`, 'broken-input', { line: 3 }],
    ['that is empty', 'to\n', 'invalid-rows', undefined],
  ])('%s is refused by name, and nobody is imported', async (_title, body, kind, error) => {
    const before = (await call('GET', '/counts')).body.total
    const answer = await csv(body)
    expect(answer).toMatchObject({ status: 422, body: { type: `/problems/${kind}` } })
    expect(JSON.stringify(answer.body)).not.toContain('nqueued')
    if (error) expect(answer.body.errors).toContainEqual(expect.objectContaining(error))
    expect((await call('GET', '/counts')).body.total).toBe(before)
  })

  test('of the law needs its name; where the column is said, that is read; bad rows may be left out', async () => {
    expect(await csv('to\n11988770001\n', '?reason=legal-list')).toMatchObject({
      status: expect.any(Number),
      body: { errors: [{ path: 'list' }] },
    })
    const terms = '?reason=legal-list&list=nao-me-ligue&listDate=2026-11-01&column=linha&skipBad=true'
    const answer = await csv('linha;telefone\n11988770002;1\nx;2\n', terms)
    expect(answer).toMatchObject({
      status: 200,
      body: { rows: 2, added: 1, rejected: 1, problems: [{ line: 3 }] },
    })
    const { sources, days } = (await call('GET', '/counts')).body
    const source = { reason: 'legal-list', list: 'nao-me-ligue', listDate: '2026-11-01', count: 1 }
    expect(sources).toContainEqual(expect.objectContaining(source))
    expect(days).toContainEqual(expect.objectContaining({ reason: 'legal-list', what: 'import', count: 1 }))
  })

  test('is read from a workbook, however it is called', async () => {
    const book = await readFile(
      new URL('../../../../packages/rows/src/fixtures/e1-planilha.xlsx', import.meta.url),
    )
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    const first = await csv(book, '', type)
    expect(first).toMatchObject({ status: 200, body: { rejected: 0, import: expect.any(String) } })
    expect(first.body.added).toBeGreaterThan(0)
    expect(first.body.added).toBe(first.body.rows)
    expect(await csv(book, '?reason=opt-out')).toMatchObject({
      status: 200,
      body: { added: first.body.added },
    })
    const damaged = await csv(book.subarray(0, 900), '', type)
    expect(damaged).toMatchObject({ status: 422, body: { type: '/problems/broken-input' } })
    expect(damaged.body.detail).toContain('Nobody was imported')
  })

  test('comes as NDJSON, too; is listed by page, and exported as CSV', async () => {
    const key = randomUUID()
    const lines = Array.from({ length: 30 }, () =>
      JSON.stringify({ to: anyPhone(), since: '2026-01-01T00:00:00Z' }),
    )
    const options = {
      body: lines.join('\n'),
      type: 'application/x-ndjson',
      headers: { ...as('ana'), 'idempotency-key': key },
    }
    const first = await call('POST', '?reason=complaint', options)
    expect(first.body).toMatchObject({ rows: 30, added: 30 })
    const again = await call('POST', '?reason=complaint', options)
    expect(again.body).toMatchObject({ import: first.body.import, added: 0, unchanged: 30 })
    for (const [query, body] of [
      ['?reason=opt-out', options.body],
      ['?reason=complaint', lines.slice(1).join('\n')],
    ]) {
      const other = await call('POST', query ?? '', { ...options, body })
      expect(other).toMatchObject({ status: 422, body: { type: '/problems/key-reused' } })
      expect(other.body.detail).toContain('different import')
    }

    const listed = []
    for (let after = ''; ; ) {
      const { body } = await call('GET', `?limit=7&reason=complaint${after && `&after=${after}`}`)
      listed.push(...body.suppressions)
      if (body.next === undefined) break
      after = body.next
    }
    expect(listed).toHaveLength(30)
    expect(listed[0]).toMatchObject({ since: '2026-01-01T00:00:00.000Z', covers: 'all-but-otp' })
    expect(JSON.stringify(listed)).not.toContain('5511')
    const exported = await call('GET', '?reason=complaint', { headers: { ...as('ana'), accept: 'text/csv' } })
    expect(exported.headers['content-type']).toContain('text/csv')
    const rows = String(exported.body).trim().split('\r\n')
    expect(rows[0]).toContain('person,to,scope,reason,covers,since')
    expect(rows).toHaveLength(31)
  })
})

describe('what the rows of a list say of themselves', () => {
  test.each([
    [
      'text/csv',
      (to: string) => `phone,reason,covers,until\n${to},complaint,everything,2096-01-01T00:00:00Z\n`,
    ],
    [
      'application/x-ndjson',
      (to: string) => JSON.stringify({ to, reason: 'complaint', covers: 'everything' }),
    ],
  ])('counts: %s', async (type, body) => {
    const to = anyPhone()
    expect(await csv(body(to), '', type)).toMatchObject({ status: 200, body: { added: 1 } })
    expect(await search(to)).toMatchObject([{ reason: 'complaint', covers: 'everything' }])
  })

  test.each([
    ['text/csv', `to,reason\n${anyPhone()},sair\n`, 'reason'],
    ['application/x-ndjson', JSON.stringify({ to: anyPhone(), cover: 'everything' }), 'cover'],
  ])('is checked by field: %s', async (type, body, path) => {
    expect(await csv(body, '', type)).toMatchObject({ status: 422, body: { errors: [{ row: 1, path }] } })
  })

  test('is all of what an export says, but for who did it and with which import', async () => {
    const [to, import_] = [anyPhone(), 'i1']
    const was = { reason: 'legal-list', covers: 'everything', since: '2026-10-02T00:00:00.000Z' } as const
    const more = {
      scope: 'account',
      list: '-law',
      listDate: '2026-10-01',
      rule: 'x',
      message: randomUUID(),
    } as const
    const line = suppressionCsv.line({
      person: 'AAAAAAAAAAA',
      to,
      ...was,
      ...more,
      by: 'bia',
      import: import_,
    })
    expect(await csv(suppressionCsv.header + line)).toMatchObject({ status: 200, body: { added: 1 } })
    const [found] = await search(to)
    expect(found).toMatchObject({ ...was, ...more, by: 'ana' })
    expect(found.import).not.toBe(import_)
    const { person: _, ...rest } = { ...found, to }
    const again = await csv(JSON.stringify(rest), '', 'application/x-ndjson')
    expect(again).toMatchObject({ status: 200, body: { added: 0, unchanged: 1 } })
    const elsewhere = await csv(JSON.stringify({ ...rest, scope: 'all' }), '', 'application/x-ndjson')
    expect(elsewhere).toMatchObject({ status: 422, body: { errors: [{ path: 'scope' }] } })
  })

  test('may be anything in columns that are not ours', async () => {
    const body = `to;message;list;rule\n${anyPhone()};não quero;x;y\n`
    expect(await csv(body)).toMatchObject({ status: 200, body: { added: 1 } })
  })
})

test('the list for all accounts is for who sees all of them', async () => {
  const body = { to: anyPhone(), scope: 'all' }
  expect(await call('POST', '', { body })).toMatchObject({ status: 403 })
  expect(await call('GET', '?scope=all')).toMatchObject({ status: 403 })
  expect(await call('POST', '/remove', { body })).toMatchObject({ status: 403 })
  expect(await call('POST', '', { body, headers: as('root') })).toMatchObject({ status: 200 })
  expect(await search(body.to)).toMatchObject([{ scope: 'all' }])
  expect(await call('POST', '/remove', { body, headers: as('root') })).toMatchObject({ body: { lifted: 1 } })
})

test('the log says who changed what, and of nobody', async () => {
  const to = anyPhone()
  await call('POST', '', { body: { to, reason: 'complaint' } })
  expect(door.log).toContainEqual(
    expect.objectContaining({
      event: 'suppression:added',
      reason: 'complaint',
      scope: 'account',
      user: 'ana',
    }),
  )
  expect(JSON.stringify(door.log)).not.toContain(to.slice(2))
  expect((await ask(`${door.url}/docs/json`, 'GET')).body.components.schemas).toHaveProperty(
    'SuppressionReceipt',
  )
})
