import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { connect as connectSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { ask, authorization, startTestServer } from '../test-support/test-server.js'

const door = await startTestServer({ batchLimitBytes: 300_000 })
afterAll(() => door.close())

const head = 'to,namespace,elementName,body1,body2,coupon,key'
const good = (n: number) => `55119000${String(n).padStart(5, '0')},ns,oferta,Olá,R$ ${n},,`
const bad = 'onze,ns,oferta,Olá,,CUPOMCUPOMCUPOM1,'
const csv = (...lines: string[]) => `${[head, ...lines].join('\n')}\n`
const post = (body: string | Buffer, options: { query?: string; type?: string; key?: string } = {}) =>
  door.call('POST', `/batches${options.query ?? ''}`, {
    body,
    type: options.type ?? 'text/csv; charset=utf-8',
    ...(options.key ? { headers: { 'idempotency-key': options.key } } : {}),
  })
// A folder of its own: others spool their batches at the same time.
const folder = await mkdtemp(join(tmpdir(), 'spool-test-'))
vi.stubEnv('TMPDIR', folder)
afterAll(() => {
  vi.unstubAllEnvs()
  return rm(folder, { recursive: true })
})
const spooled = async () => (await readdir(folder)).filter((name) => name.startsWith('disparo-batch-'))

test('a CSV is enqueued as one batch, and its links lead to its counts and messages', async () => {
  const answer = await post(csv(...Array.from({ length: 2_500 }, (_, n) => good(n))))
  expect(answer.status).toBe(202)
  expect(answer.body).toMatchObject({ lane: 'bulk', rows: 2500, enqueued: 2500, duplicates: 0, rejected: 0 })
  expect(Date.parse(answer.body.estimatedDoneAt)).toBeGreaterThan(Date.now())
  expect(answer.headers.location).toBe(answer.body.links.self)

  const state = await ask(`${door.url}${answer.body.links.self}`, 'GET')
  expect(state.body).toMatchObject({ id: answer.body.id, total: 2500, rejectedRows: 0 })
  expect(state.body.counts.enqueued).toBe(2500)

  const first = await ask(`${door.url}${answer.body.links.messages}?limit=2`, 'GET')
  expect(first.body.messages.map(({ row }: { row: number }) => row)).toEqual([1, 2])
  const second = await ask(`${door.url}${answer.body.links.messages}?limit=2&after=${first.body.next}`, 'GET')
  expect(second.body.messages.map(({ row }: { row: number }) => row)).toEqual([3, 4])
})

test('bad rows are named by number and column, and good rows go on', async () => {
  const answer = await post(csv(good(1), bad, good(2), '55119,ns,oferta,,tarde demais,,'))
  expect(answer.status).toBe(202)
  expect(answer.body).toMatchObject({ rows: 4, enqueued: 2, rejected: 2 })
  const places = answer.body.problems.map((p: { row: number; path: string }) => `${p.row} ${p.path}`)
  expect(places.sort()).toEqual(['2 coupon', '2 to', '4 body1', '4 to'])
})

test('with strict one bad row stops everything, and the spooled file is gone', async () => {
  const before = await spooled()
  const answer = await post(csv(good(1), bad), { query: '?strict=true', key: 'strict-1' })
  expect(answer.status).toBe(422)
  expect(answer.body).toMatchObject({ type: '/problems/invalid-rows', rows: 2, rejected: 1 })
  expect(answer.body.errors[0]).toMatchObject({ row: 2 })
  expect(await spooled()).toEqual(before)

  const corrected = await post(csv(good(1), good(2)), { query: '?strict=true', key: 'strict-1' })
  expect(corrected.body).toMatchObject({ rows: 2, enqueued: 2 })
  expect(await spooled()).toEqual(before)
})

test('the same key and rows are the same batch, however often they come', async () => {
  const once = await post(csv(good(1), good(2)), { key: 'again' })
  const twice = await post(csv(good(1), good(2)), { key: 'again' })
  expect(twice.body.id).toBe(once.body.id)
  const state = await door.call('GET', `/batches/${once.body.id}`)
  expect(state.body.total).toBe(2)
})

test('a batch without a single good row is refused', async () => {
  const answer = await post(csv(bad))
  expect(answer.status).toBe(422)
  expect(answer.body).toMatchObject({ type: '/problems/invalid-rows', rows: 1, rejected: 1 })
  expect((await post(csv())).body.type).toBe('/problems/invalid-rows')
})

test('an unknown column is refused before anything is enqueued', async () => {
  const answer = await post('to,namespace,elementName,nome\n551199999999,ns,el,Maria\n')
  expect(answer.status).toBe(422)
  expect(answer.body.type).toBe('/problems/invalid-columns')
  expect(answer.body.errors).toEqual([{ path: 'nome', message: expect.stringContaining('externalLabel') }])
})

test('a CSV that breaks off tells its row and what is enqueued, and can be repeated with the key it names', async () => {
  const broken = await post(csv(good(1), good(2), '551199999999,ns,oferta,"Olá,,,'))
  expect(broken.status).toBe(422)
  expect(broken.body).toMatchObject({
    type: '/problems/broken-input',
    errors: [{ row: 3 }],
    batch: { rows: 2, enqueued: 2 },
  })
  expect(broken.body.detail).toContain('Idempotency-Key')
  const whole = await post(csv(good(1), good(2), good(3)), { key: broken.body.idempotencyKey })
  expect(whole.body.id).toBe(broken.body.batch.id)
  expect((await door.call('GET', `/batches/${whole.body.id}`)).body.total).toBe(3)
})

test('the encoding is told, and a line in another one refuses the rest, told with its line', async () => {
  const accented = good(1).replace('Olá', 'São')
  const western = (text: string) => Buffer.from(text, 'latin1')
  const guessed = await post(western(csv(accented)), { type: 'text/csv' })
  expect(guessed.body).toMatchObject({ enqueued: 1, encoding: 'windows-1252' })
  const declared = await post(western(csv(accented)), { type: 'text/csv; charset="ISO-8859-1"' })
  expect(declared.body).toMatchObject({ enqueued: 1, encoding: 'windows-1252' })
  expect((await post(csv(accented))).body).toMatchObject({ enqueued: 1, encoding: 'utf-8' })
  expect((await post(csv(accented), { type: 'text/csv; charset=koi8-r' })).status).toBe(415)

  const mixed = await post(Buffer.concat([Buffer.from(csv(accented)), western(`\n${accented}\n`)]))
  expect(mixed.status).toBe(422)
  expect(mixed.body).toMatchObject({
    type: '/problems/broken-input',
    errors: [{ row: 2, line: 4, message: expect.stringContaining('not UTF-8') }],
    batch: { rows: 1, enqueued: 1, encoding: 'utf-8' },
  })
  expect(mixed.body.detail).toContain('Row 2 (line 4)')
})

test('with strict a CSV that breaks off enqueues nothing', async () => {
  const answer = await post(csv(good(1), '551199999999,ns,oferta,"Olá,,,'), { query: '?strict=true' })
  expect(answer.body).toMatchObject({ type: '/problems/broken-input', errors: [{ row: 2 }] })
  expect(answer.body.detail).toContain('Nothing was enqueued')
})

test.each([
  ['application/x-ndjson', (rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')],
  ['application/jsonl', (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n')],
  ['application/json', (rows: unknown[]) => JSON.stringify(rows)],
  ['application/json', (rows: unknown[]) => JSON.stringify({ messages: rows })],
])('%s is read in both forms, with a path to what is bad', async (type, write) => {
  const rows = [
    { to: '551199999999', namespace: 'ns', elementName: 'aviso' },
    { to: '551199999999', template: { namespace: 'ns', elementName: 'aviso' }, body: ['a\tb'] },
    'no message',
  ]
  const answer = await post(write(rows), { type })
  expect(answer.status).toBe(202)
  expect(answer.body).toMatchObject({ rows: 3, enqueued: 1, rejected: 2 })
  expect(answer.body.problems).toMatchObject([{ row: 2, path: 'body[0]' }, { row: 3 }])
  const strict = await post(write(rows), { type, query: '?strict=true' })
  expect(strict.body).toMatchObject({ type: '/problems/invalid-rows', rejected: 2 })
})

test.each([
  ['a single message as JSON', '{"to": "1"}', 'application/json', 400, 'malformed-body'],
  ['malformed JSON', '[{', 'application/json', 400, 'malformed-body'],
  ['XML', '<main/>', 'text/xml', 415, 'unsupported-media-type'],
  ['too large a CSV', csv('x'.repeat(300_000)), 'text/csv', 413, 'body-too-large'],
  ['too large a JSON array', `[${' '.repeat(300_000)}]`, 'application/json', 413, 'body-too-large'],
])('%s is refused', async (_, body, type, status, kind) => {
  const answer = await post(body, { type })
  expect(answer.status).toBe(status)
  expect(answer.body.type).toBe(`/problems/${kind}`)
})

test.each([
  ['?strict=yes', 400, 'strict'],
  ['?stict=true', 400, 'stict'],
  ['?lane=fast', 400, 'lane', 'must be urgent or bulk'],
  ['?sendAt=tomorrow', 400, 'sendAt'],
  [
    '?sendAt=2099-01-01T00:00:00Z',
    422,
    'sendAt',
    'is more than a year ahead: correct it, or enqueue it later',
  ],
  ['?expiresAt=2020-01-01T00:00:00Z', 422, 'expiresAt'],
])('a wrong query %s is named', async (query, status, path, message?: string) => {
  const answer = await post(csv(good(1)), { query })
  expect(answer.status).toBe(status)
  expect(answer.body.errors[0]).toMatchObject({ path, ...(message ? { message } : {}) })
})

test('an offset whose plus sign was not encoded is understood', async () => {
  const answer = await post(csv(good(1)), { query: '?expiresAt=2036-01-01T00:00:00+03:00&lane=urgent' })
  expect(answer.body).toMatchObject({ lane: 'urgent', enqueued: 1 })
})

test('a body that turns out too large in the middle tells what is enqueued already', async () => {
  const rows = Array.from({ length: 15_000 }, (_, n) => `${good(n)}\n`)
  const response = await fetch(`${door.url}/v1/accounts/${door.account}/batches`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'text/csv' },
    body: new Blob([`${head}\n`, ...rows]).stream(),
    duplex: 'half',
  } as RequestInit)
  const body = (await response.json()) as { type: string; batch: { enqueued: number } }
  expect(response.status).toBe(413)
  expect(body.type).toBe('/problems/body-too-large')
  expect(body.batch.enqueued).toBeGreaterThan(1_000)
})

test('a connection lost in the middle enqueues whole rows only, and repeating completes the batch', async () => {
  const { hostname, port } = new URL(door.url)
  const socket = connectSocket(Number(port), hostname)
  const lines = csv(good(1), good(2))
  socket.write(
    `POST /v1/accounts/${door.account}/batches HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\n` +
      `content-type: text/csv\r\nidempotency-key: lost\r\ncontent-length: 9999\r\n\r\n${lines}5511900000003,ns,ofe`,
    () => socket.destroy(),
  )
  await expect.poll(() => door.log.some(({ event }) => event === 'batch:interrupted')).toBe(true)
  const whole = await post(csv(good(1), good(2), good(3)), { key: 'lost' })
  expect(whole.body).toMatchObject({ rows: 3, rejected: 0 })
  expect((await door.call('GET', `/batches/${whole.body.id}`)).body.total).toBe(3)
})

test('an unknown batch is not found, and a page has its limits', async () => {
  expect((await door.call('GET', '/batches/none')).body.type).toBe('/problems/unknown-batch')
  expect((await door.call('GET', '/batches/none/messages')).body.type).toBe('/problems/unknown-batch')
  expect((await door.call('GET', '/batches/none/messages?limit=1001')).status).toBe(400)
  expect((await door.call('GET', '/batches/none/messages?after=-1')).status).toBe(400)
})

test('a header that has a number in a name is told by its position', async () => {
  const answer = await door.call('POST', '/batches', { body: 'to5511987654321', type: 'text/csv' })
  expect(answer.body).toMatchObject({
    type: '/problems/invalid-columns',
    errors: [{ path: 'column 1' }, {}, {}, {}],
  })
  expect(JSON.stringify(answer.body)).not.toContain('987654321')
})
