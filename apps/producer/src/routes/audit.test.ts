import { afterAll, expect, test } from 'vitest'
import { ask, startTestServer } from '../test-support/test-server.js'
import { basic } from '../test-support/test-user.js'

const password = 'a-password-for-tests'
const server = await startTestServer({
  users: (account) => [
    { name: 'ana', password, roles: ['send', 'read', 'operate', 'admin'], accounts: [account] },
    { name: 'reader', password, roles: ['read'], accounts: [account] },
  ],
})
afterAll(() => server.close())

const as = (name: string) => ({ authorization: basic(name, password) })
const post = (path: string, body?: unknown, headers: Record<string, string> = as('ana')) =>
  server.call('POST', path, { body, headers })
const get = (path: string, headers: Record<string, string> = as('ana')) =>
  server.call('GET', path, { headers })
const acts = async (query = '') => (await get(`/audit${query}`)).body.acts as Record<string, unknown>[]
const message = { to: '5511987651234', namespace: 'ns', elementName: 'aviso' }

test('what is done over HTTP is told with who did it, and names nobody who is messaged', async () => {
  const { body: batch } = await post('/batches', [message])
  await post(`/batches/${batch.id}/pause`)
  await server.call('PATCH', `/batches/${batch.id}`, {
    body: { name: 'Maria da Silva', maxPerMinute: 60 },
    headers: as('ana'),
  })
  await post('/suppressions', { to: message.to })
  await post('/suppressions/remove', { to: message.to, why: 'ligou 5511987651234' })
  await post('/forget', { recipient: message.to })
  await post('/callbacks/replay', {})
  const of = { by: 'ana', batch: batch.id }
  const told = await acts()
  expect(told.map(({ id: _id, at: _at, ...act }) => act)).toEqual([
    { action: 'callbacks-replayed', by: 'ana', count: 0 },
    { action: 'person-forgotten', by: 'ana', count: expect.any(Number) },
    { action: 'unsuppressed', by: 'ana', count: 1 },
    { action: 'suppressed', by: 'ana', count: 1, what: 'manual' },
    { action: 'batch-renamed', ...of },
    { action: 'batch-paced', ...of, what: '60' },
    { action: 'batch-paused', ...of },
    { action: 'batch-created', ...of, count: 1 },
  ])
  expect(JSON.stringify(told)).not.toMatch(/87651234|Maria/)
})

test('who takes a list of people away is told: by Accept, or by its largest pages', async () => {
  const { body: batch } = await post('/batches', [message, { ...message, to: '5511987651235' }])
  await get(`/batches/${batch.id}/messages`, { ...as('reader'), accept: 'text/csv' })
  await get(`/batches/${batch.id}/messages?limit=1000`, as('reader'))
  await get(`/batches/${batch.id}/messages?limit=1000&after=1`, as('reader'))
  await get(`/batches/${batch.id}/messages?limit=100`, as('reader'))
  await get('/suppressions', { ...as('reader'), accept: 'text/csv' })
  const exported = (await acts('?action=exported&by=reader')).map(({ batch, what }) => [batch, what])
  expect(exported).toEqual([
    [undefined, 'suppressions'],
    [batch.id, 'messages'],
    [batch.id, 'messages'],
  ])
})

test('what a key does is told with the key, and so is that it was made and revoked', async () => {
  const made = await ask(`${server.url}/v1/keys`, 'POST', {
    headers: as('ana'),
    body: { name: 'loja', roles: ['operate'], accounts: [server.account] },
  })
  const { key, id } = made.body
  const { body: batch } = await post('/batches', [message])
  await post(`/batches/${batch.id}/cancel`, undefined, { authorization: `Bearer ${key}` })
  await ask(`${server.url}/v1/keys/${id}`, 'DELETE', { headers: as('ana') })
  expect((await acts('?limit=4')).map(({ action, by, what }) => [action, by, what])).toEqual([
    ['key-revoked', 'ana', id],
    ['batch-cancelled', `key:loja:${id}`, undefined],
    ['batch-created', 'ana', undefined],
    ['key-created', 'ana', id],
  ])
})

test('it is read page by page', async () => {
  const whole = (await acts('?limit=500')).map(({ id }) => id)
  const paged: unknown[] = []
  for (let query = '?limit=3'; ; ) {
    const { body } = await get(`/audit${query}`)
    paged.push(...body.acts.map((act: { id: string }) => act.id))
    if (body.next === undefined) break
    query = `?limit=3&before=${body.next}`
  }
  expect(whole.length).toBeGreaterThan(6)
  expect(paged).toEqual(whole)
})

test.each([
  ['limit', 'limit=0'],
  ['limit', 'limit=501'],
  ['action', 'action=flew'],
  ['by', 'by='],
  ['by', `by=${'a'.repeat(201)}`],
  ['before', 'before=1'],
  ['before', 'before=9999999999999999-0'],
  ['before', `before=${encodeURIComponent('1-1\r\nDEL')}`],
  ['since', 'since=1'],
])('a wrong %s is named: %s', async (path, query) => {
  const { status, body } = await get(`/audit?${query}`)
  expect(status).toBe(400)
  expect(JSON.stringify(body.errors)).toContain(path)
})

test('a page before all there is, or after it, is empty or all', async () => {
  expect(await acts('?before=0-1')).toEqual([])
  expect((await acts('?before=999999999999999-999999999999999')).length).toBeGreaterThan(6)
})
