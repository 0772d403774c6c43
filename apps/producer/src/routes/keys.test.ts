import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { newKey } from '@disparo/service/keys'
import { request } from 'undici'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { ask, startTestServer } from '../test-support/test-server.js'
import { basic } from '../test-support/test-user.js'

const password = 'a-password-for-tests'
const server = await startTestServer({
  trustedProxies: ['127.0.0.1'],
  users: (account) => [
    { name: 'ana', password, roles: ['send', 'read', 'admin'], accounts: [account] },
    { name: 'rui', password, roles: ['send', 'read', 'operate', 'admin'], accounts: ['elsewhere'] },
    { name: 'plain', password, roles: ['send', 'read', 'operate'], accounts: [account] },
    { name: 'goes', password, roles: ['read', 'admin'], accounts: [account] },
  ],
})
const made: string[] = []
afterAll(async () => {
  for (const id of made) await keys('DELETE', `/${id}`, 'tests')
  await server.close()
})

const as = (name: string) => ({
  authorization: name === 'tests' ? basic('tests', 'a-secret-for-tests') : basic(name, password),
})
const withKey = (key: string) => ({ authorization: `Bearer ${key}` })
function keys(method: 'GET' | 'POST' | 'DELETE', path: string, name: string, body?: unknown) {
  return ask(`${server.url}/v1/keys${path}`, method, { headers: as(name), body })
}
const terms = (more: object = {}) => ({ name: 'loja', roles: ['read'], accounts: [server.account], ...more })
async function create(name = 'ana', more: object = {}): Promise<{ id: string; key: string }> {
  const answer = await keys('POST', '', name, terms(more))
  expect(answer.status).toBe(201)
  made.push(answer.body.id)
  return answer.body
}
const look = (headers: Record<string, string>) => server.call('GET', '/batches', { headers })

test('a key is made, shown once, used, listed with its last use, and refused from the moment it is revoked', async () => {
  const answer = await keys('POST', '', 'ana', terms({ expiresAt: '2030-01-01T00:00:00-03:00' }))
  const { key, id, ...told } = answer.body
  made.push(id)
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(told).toEqual({
    ...terms(),
    createdBy: 'ana',
    createdAt: expect.any(String),
    expiresAt: '2030-01-01T03:00:00.000Z',
  })
  expect((await look(withKey(key))).status).toBe(200)
  await expect
    .poll(async () => (await keys('GET', '', 'ana')).body.keys.find((each: { id: string }) => each.id === id))
    .toEqual({ ...told, id, lastUsedAt: expect.any(String) })
  expect(JSON.stringify((await keys('GET', '', 'ana')).body)).not.toContain(key.slice(18))
  expect((await keys('DELETE', `/${id}`, 'ana')).body).toEqual({ revoked: true })
  const refused = await look(withKey(key))
  expect(refused).toMatchObject({ status: 401, body: { type: '/problems/unauthorized' } })
  expect(refused.headers['www-authenticate']).toBe('Bearer realm="disparo", error="invalid_token"')
  expect((await keys('DELETE', `/${id}`, 'ana')).body).toEqual({ revoked: false })
})

test('a key has no role and no account that its maker does not have', async () => {
  const refused = async (name: string, more: object) => {
    const { status, body } = await keys('POST', '', name, terms(more))
    return [status, body.type, body.errors?.[0]?.path]
  }
  expect(await refused('ana', { roles: ['read', 'operate'] })).toEqual([
    403,
    '/problems/forbidden',
    undefined,
  ])
  expect(await refused('ana', { accounts: '*' })).toEqual([403, '/problems/forbidden', undefined])
  expect(await refused('plain', {})).toEqual([403, '/problems/forbidden', undefined])
  const wrong = [400, '/problems/invalid-request', 'accounts[0]']
  expect(await refused('rui', {})).toEqual(wrong)
  expect(await refused('rui', { accounts: ['nobody'] })).toEqual(wrong)
  expect(await refused('rui', { accounts: ['elsewhere'] })).toEqual(wrong)
})

test('what its maker loses, the key loses at once; of a maker who is gone nothing is left', async () => {
  const { key } = await create('goes')
  expect((await look(withKey(key))).status).toBe(200)
  const goes = server.people.get('goes')
  if (!goes) throw new Error('There is such a user')
  server.people.set('goes', { ...goes, user: { ...goes.user, roles: new Set(['admin'] as const) } })
  expect((await look(withKey(key))).status).toBe(403)
  server.people.set('goes', { ...goes, user: { ...goes.user, accounts: new Set() } })
  expect((await look(withKey(key))).status).toBe(404)
  server.people.delete('goes')
  expect((await look(withKey(key))).status).toBe(401)
})

test('a key makes no key, and no session; who has one with the role revokes', async () => {
  const { key } = await create('ana', { roles: ['read', 'admin'] })
  const { id } = await create()
  const asKey = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) =>
    ask(`${server.url}${path}`, method, { headers: withKey(key), body })
  expect(await asKey('POST', '/v1/keys', terms())).toMatchObject({ status: 403 })
  expect((await asKey('DELETE', `/v1/keys/${id}`)).body).toEqual({ revoked: true })
  const page = { ...withKey(key), origin: new URL(server.url).origin, 'sec-fetch-site': 'same-origin' }
  for (const user of ['ana', 'loja', key]) {
    const login = await ask(`${server.url}/session`, 'POST', {
      headers: page,
      body: { user: user.slice(0, 64), password: key },
    })
    expect([login.status, login.headers['set-cookie']]).toEqual([401, undefined])
  }
  expect((await ask(`${server.url}/session`, 'GET', { headers: page })).status).toBe(401)
})

test('a key that one may not see is answered as one that is not there', async () => {
  const { id } = await create()
  expect((await keys('DELETE', `/${id}`, 'rui')).body).toEqual({ revoked: false })
  const seen = (await keys('GET', '', 'rui')).body.keys.map((each: { id: string }) => each.id)
  expect(seen).not.toContain(id)
  expect((await keys('DELETE', `/${id}`, 'ana')).body).toEqual({ revoked: true })
})

test('a key for one account is answered in another as a user without it is', async () => {
  const { key } = await create()
  const withoutInstance = async (headers: Record<string, string>, account: string) => {
    const answer = await ask(`${server.url}/v1/accounts/${account}/batches`, 'GET', { headers })
    const { instance: _, ...problem } = answer.body
    return { status: answer.status, problem }
  }
  expect(await withoutInstance(withKey(key), 'elsewhere')).toEqual(await withoutInstance(as('ana'), 'nobody'))
  expect(await withoutInstance(withKey(key), 'nobody')).toEqual(await withoutInstance(as('ana'), 'elsewhere'))
})

test('the scheme is Bearer in any case, and nothing else will do', async () => {
  const { key } = await create()
  for (const [authorization, status] of [
    [`bearer ${key}`, 200],
    [`BEARER   ${key}   `, 200],
    [`Basic ${key}`, 401],
    [basic('ana', key), 401],
    [basic(key, ''), 401],
    [`Token ${key}`, 401],
    [key, 401],
    [`Bearer ${key} ${key}`, 401],
    [`Bearer ${key},${key}`, 401],
    [`Bearer ${key}\t.`, 401],
    [`Bearer ${key.slice(0, -1)}`, 401],
    [`Bearer "${key}"`, 401],
    ['Bearer', 401],
    [`Bearer ${'a'.repeat(5_000)}`, 401],
  ] as const) {
    expect([authorization, (await look({ authorization, 'x-forwarded-for': '192.0.2.77' })).status]).toEqual([
      authorization,
      status,
    ])
  }
})

test('of two headers nobody can say which is meant', async () => {
  const { key } = await create()
  const wrong = newKey().text
  for (const [one, other] of [
    [key, key],
    [key, wrong],
    [wrong, key],
  ]) {
    const answer = await request(`${server.url}/v1/accounts/${server.account}/batches`, {
      headers: ['authorization', `Bearer ${one}`, 'Authorization', `Bearer ${other}`],
    })
    await answer.body.dump()
    expect(answer.statusCode).toBe(401)
  }
})

test('wrong keys are limited as wrong passwords are, and a right one is never refused for them', async () => {
  const { key } = await create()
  const from = (address: string, shown: string) =>
    look({ authorization: `Bearer ${shown}`, 'x-forwarded-for': address })
  for (let time = 0; time < 10; time += 1) expect((await from('192.0.2.9', newKey().text)).status).toBe(401)
  const next = await from('192.0.2.9', newKey().text)
  expect(next).toMatchObject({ status: 429, body: { type: '/problems/too-many-failures' } })
  expect(Number(next.headers['retry-after'])).toBeGreaterThan(0)
  expect((await from('192.0.2.9', key)).status).toBe(200)
  expect((await from('192.0.2.10', newKey().text)).status).toBe(401)
})

test('what has begun goes on when its key is revoked meanwhile, and nothing begins any more', async () => {
  const { key, id } = await create('ana', { roles: ['send'] })
  const batch = httpRequest(`${server.url}/v1/accounts/${server.account}/batches`, {
    method: 'POST',
    headers: { ...withKey(key), 'content-type': 'text/csv', expect: '100-continue' },
  })
  batch.flushHeaders()
  await once(batch, 'continue')
  const answered = once(batch, 'response') as Promise<[IncomingMessage]>
  await keys('DELETE', `/${id}`, 'ana')
  batch.end('to,namespace,elementName\n5511900000001,ns,aviso\n')
  const [response] = await answered
  expect([response.statusCode, await json(response)]).toEqual([202, expect.objectContaining({ enqueued: 1 })])
  expect((await look(withKey(key))).status).toBe(401)
})

test.each([
  ['name', { name: '' }],
  ['name', { name: 'a b' }],
  ['name', { name: 'a:b' }],
  ['name', { name: 'a'.repeat(65) }],
  ['roles', { roles: [] }],
  ['roles', { roles: ['read', 'read'] }],
  ['roles[0]', { roles: ['root'] }],
  ['accounts', { accounts: [] }],
  ['accounts', { accounts: 'loja' }],
  ['accounts', { accounts: Array.from({ length: 1_001 }, (_, number) => `a${number}`) }],
  ['expiresAt', { expiresAt: '2020-01-01T00:00:00Z' }],
  ['expiresAt', { expiresAt: '2126-01-01T00:00:00Z' }],
  ['expiresAt', { expiresAt: 'tomorrow' }],
  ['hash', { hash: 'x' }],
])('a wrong %s is named: %j', async (path, more) => {
  const { status, body } = await keys('POST', '', 'ana', terms(more))
  expect(status).toBe(400)
  expect(body.errors.map((error: { path: string }) => error.path)).toContain(path)
})

test('without Redis a key is answered 503, and its user by password is known', async () => {
  const away = await startTestServer({ redis: 'redis://127.0.0.1:1' })
  onTestFinished(() => away.close())
  expect((await away.call('GET', '/batches', { headers: withKey(newKey().text) })).status).toBe(503)
})

test('the log names who made, used and revoked which key, and has none of their texts', async () => {
  const { key, id } = await create()
  await look(withKey(key))
  await look(withKey(`${key.slice(0, -1)}x`))
  await keys('DELETE', `/${id}`, 'ana')
  const lines = (event: string) => server.log.filter((line) => line.event === event)
  expect(lines('key:created')).toContainEqual(expect.objectContaining({ key: id, user: 'ana' }))
  expect(lines('key:revoked')).toContainEqual(expect.objectContaining({ key: id, user: 'ana' }))
  expect(lines('http:answered')).toContainEqual(expect.objectContaining({ user: `key:loja:${id}` }))
  expect(lines('login:failed')).toContainEqual(expect.objectContaining({ by: 'key' }))
  expect(JSON.stringify(server.log)).not.toMatch(/disparo_[0-9A-Za-z]{11}|Bearer/)
})
