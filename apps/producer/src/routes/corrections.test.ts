import { afterAll, expect, test } from 'vitest'
import { startTestServer } from '../test-support/test-server.js'

const door = await startTestServer()
afterAll(() => door.close())

const head = 'to,namespace,elementName,body1'
const good = (n: number, text = 'Olá') => `55119${String(90_000_000 + n)},ns,aviso,${text}`
const csv = (...lines: string[]) => `${[head, ...lines].join('\n')}\n`
const post = (body: string, { query = '', type = 'text/csv' } = {}) =>
  door.call('POST', `/batches${query}`, { body, type })

test('a corrected file goes into its batch: what it has is unchanged, and what was wrong is told by line', async () => {
  const first = await post(csv(good(1), '', 'onze,ns,aviso,Olá', good(2), good(2)))
  expect(first.body).toMatchObject({ rows: 4, enqueued: 2, repeated: 1, rejected: 1, unchanged: 0 })
  expect(first.body.problems).toMatchObject([{ row: 2, line: 4, path: 'to' }])
  const rejected = await door.call('GET', `/batches/${first.body.id}/rejected`)
  expect(rejected.body).toEqual({
    rejected: [{ row: 2, line: 4, path: 'to', code: 'not-a-phone', column: 1, message: expect.any(String) }],
  })
  expect(first.body.links.rejected).toMatch(new RegExp(`/batches/${first.body.id}/rejected$`))

  const corrected = await post(csv(good(1), good(3), good(2)), { query: `?into=${first.body.id}` })
  expect(corrected.status).toBe(202)
  expect(corrected.body).toMatchObject({ id: first.body.id, enqueued: 1, unchanged: 2, rejected: 0 })
  const left = await door.call('GET', `/batches/${first.body.id}/rejected`)
  expect(left.body).toEqual({ rejected: [] })
})

test('it can replace what has not begun', async () => {
  const { body } = await post(csv(good(1), good(2), good(3)))
  const replaced = await post(csv(good(2), good(4)), { query: `?into=${body.id}&replace=true` })
  expect(replaced.body).toMatchObject({ enqueued: 1, unchanged: 1, withdrawn: 2 })
  const state = await door.call('GET', `/batches/${body.id}`)
  expect(state.body).toMatchObject({ total: 4, counts: { enqueued: 2, cancelled: 2 } })
})

test('one person with two texts gets both and is counted, or the first only', async () => {
  const both = csv(good(1, 'um'), good(1, 'dois'))
  expect((await post(both)).body).toMatchObject({ enqueued: 2, samePerson: 1 })
  expect((await post(both, { query: '?unique=to' })).body).toMatchObject({ enqueued: 1, samePerson: 1 })
})

test('into a batch that is cancelled, or that there is none of, nothing goes', async () => {
  const { body } = await post(csv(good(1)))
  await door.call('POST', `/batches/${body.id}/cancel`)
  const refused = await post(csv(good(2)), { query: `?into=${body.id}` })
  expect([refused.status, refused.body.type]).toEqual([409, '/problems/batch-cancelled'])
  for (const into of ['x', '00000000-0000-4000-8000-000000000001']) {
    const missing = await post(csv(good(2)), { query: `?into=${into}` })
    expect([missing.status, missing.body.type]).toEqual([404, '/problems/unknown-batch'])
  }
  const byPlace = await door.disparo.sendMany([{ to: '5511987654321', namespace: 'ns', elementName: 'a' }], {
    rowsBy: 'place',
  })
  const placed = await post(csv(good(2)), { query: `?into=${byPlace.id}` })
  expect([placed.status, placed.body.type]).toEqual([409, '/problems/cannot-correct'])
})

test('a file that broke off can be corrected, in either way', async () => {
  const broken = await post(csv(good(11), `${good(12, '"Olá')}`, good(13)))
  expect(broken.body).toMatchObject({
    type: '/problems/broken-input',
    errors: [{ row: 2, line: 3 }],
    batch: { enqueued: 1 },
  })
  const { id } = broken.body.batch
  const whole = await post(csv(good(11), good(12), good(13)), { query: `?into=${id}` })
  expect(whole.body).toMatchObject({ id, enqueued: 2, unchanged: 1 })
})

test('another input of the same name is refused where the first left rows behind', async () => {
  const first = await post(csv(good(1), 'onze,ns,aviso,'), { query: '?source=abc' })
  const refused = await post(csv(good(1), good(2)), { query: '?source=abc' })
  expect([refused.status, refused.body.type]).toEqual([409, '/problems/changed-source'])
  expect(refused.body.earlier).toMatchObject({ id: first.body.id })
  expect(refused.body.detail).toContain(`?into=${first.body.id}`)
  const anew = await post(csv(good(1), good(2)), { query: '?source=abc&anew=true' })
  expect(anew.body).toMatchObject({ enqueued: 2, earlier: first.body.id })
})

test('JSON has rows and no lines', async () => {
  const rows = [
    { to: 'x', namespace: 'ns', elementName: 'a' },
    'none',
    { to: '551199999999', namespace: 'ns', elementName: 'a' },
  ]
  const answer = await post(JSON.stringify(rows), { type: 'application/json' })
  expect(answer.body.problems.map(({ row, line }: { row: number; line?: number }) => [row, line])).toEqual([
    [1, undefined],
    [2, undefined],
  ])
  const lines = await post(rows.map((row) => JSON.stringify(row)).join('\n\n'), {
    type: 'application/x-ndjson',
  })
  expect(lines.body.problems.map(({ row, line }: { row: number; line?: number }) => [row, line])).toEqual([
    [1, 1],
    [2, 3],
  ])
})
