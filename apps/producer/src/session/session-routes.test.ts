import { afterAll, expect, onTestFinished, test } from 'vitest'
import { ask, startTestServer } from '../test-support/test-server.js'

const password = 'a-password-for-tests'
const server = await startTestServer({
  trustedProxies: ['127.0.0.2'],
  users: (account) => [
    { name: 'ana', password, roles: ['read', 'operate'], accounts: [account] },
    { name: 'rui', password, roles: ['send'], accounts: [account] },
  ],
})
afterAll(() => server.close())

const { origin } = new URL(server.url)
const ownPage = { origin, 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty' }
const session = (method: 'GET' | 'POST' | 'DELETE', headers: Record<string, string>, body?: unknown) =>
  ask(`${server.url}/session`, method, { headers, body, anonymous: true })
const logIn = (user: string, secret = password, headers: Record<string, string> = ownPage) =>
  session('POST', headers, { user, password: secret })
const cookieOf = ({ headers }: { headers: Record<string, string | string[] | undefined> }) =>
  String(headers['set-cookie']).split(';', 1)[0] ?? ''
const call = (path: string, method: 'GET' | 'POST', headers: Record<string, string>, body?: unknown) =>
  ask(`${server.url}/v1/accounts/${server.account}${path}`, method, { headers, body, anonymous: true })
const get = (path: string, headers: Record<string, string>) => call(path, 'GET', headers)

test('who logs in gets a cookie that no script reads and no other site sends, and is who they are', async () => {
  const answer = await logIn('ana')
  expect(answer).toMatchObject({
    status: 201,
    body: { user: 'ana', roles: ['read', 'operate'], accounts: [server.account] },
  })
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(answer.headers['set-cookie']).toMatch(
    /^disparo-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
  )
  const cookie = cookieOf(answer)
  expect((await session('GET', { ...ownPage, cookie })).body).toMatchObject({ user: 'ana' })
  expect((await get('/unknown', { ...ownPage, cookie })).status).toBe(200)
})

test('a session may what its user may, and no more', async () => {
  const reader = cookieOf(await logIn('ana'))
  const sender = cookieOf(await logIn('rui'))
  const as = (cookie: string) => ({ ...ownPage, cookie })
  expect((await get('/unknown', as(reader))).status).toBe(200)
  expect((await get('/unknown', as(sender))).status).toBe(403)
  expect((await get('/unknown', ownPage)).status).toBe(401)
})

test('a wrong password, or a name that nobody has, is answered 401 without a cookie', async () => {
  for (const name of ['ana', 'nobody']) {
    const answer = await logIn(name, 'wrong')
    expect(answer).toMatchObject({ status: 401, body: { type: '/problems/unauthorized' } })
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.headers['www-authenticate']).toBeUndefined()
  }
})

test('no 401 to a page of ours makes a browser ask for a password by itself', async () => {
  const none = await get('/unknown', ownPage)
  expect(none.headers['www-authenticate']).toBe('Session realm="disparo"')
  const old = await get('/unknown', { cookie: `disparo-session=${'a'.repeat(43)}` })
  expect(old.headers['www-authenticate']).toBe('Session realm="disparo"')
  expect((await get('/unknown', {})).headers['www-authenticate']).toMatch(/^Basic /)
})

test('a cookie of before logging out is worth nothing', async () => {
  const cookie = cookieOf(await logIn('ana'))
  const ended = await session('DELETE', { ...ownPage, cookie })
  expect(ended).toMatchObject({ status: 200, body: { ended: true } })
  expect(ended.headers['set-cookie']).toMatch(/^disparo-session=; .*Max-Age=0$/)
  expect((await get('/unknown', { ...ownPage, cookie })).status).toBe(401)
  expect((await session('GET', { ...ownPage, cookie })).status).toBe(401)
})

test('an id that somebody has put into the browser is never taken over', async () => {
  const planted = `disparo-session=${'x'.repeat(43)}`
  const answer = await logIn('ana', password, { ...ownPage, cookie: planted })
  expect(cookieOf(answer)).not.toBe(planted)
  expect((await get('/unknown', { ...ownPage, cookie: planted })).status).toBe(401)
  const second = await logIn('ana', password, { ...ownPage, cookie: cookieOf(answer) })
  expect((await get('/unknown', { ...ownPage, cookie: cookieOf(answer) })).status).toBe(401)
  const two = `${cookieOf(second)}; disparo-session=${'y'.repeat(43)}`
  expect((await get('/unknown', { ...ownPage, cookie: two })).status).toBe(401)
})

test('a page of another site changes nothing, nor does what says nothing of its origin', async () => {
  const cookie = cookieOf(await logIn('ana'))
  const replay = (headers: Record<string, string>) =>
    call('/callbacks/replay', 'POST', { cookie, ...headers }, {})
  for (const headers of [
    { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' },
    { 'sec-fetch-site': 'same-site', origin },
    { origin: 'https://elsewhere.example' },
    {},
  ]) {
    expect(await replay(headers)).toMatchObject({ status: 403, body: { type: '/problems/forbidden' } })
    expect((await logIn('ana', password, { ...headers })).status).toBe(403)
    expect((await session('DELETE', { cookie, ...headers })).status).toBe(403)
  }
  expect((await replay({ origin })).status).toBe(202)
})

test('over plain HTTP beyond loopback nobody is logged in, and told why', async () => {
  const far = { ...ownPage, host: 'disparo.example.com', origin: 'http://disparo.example.com' }
  for (const answer of [
    await logIn('ana', password, far),
    await session('GET', far),
    await logIn('ana', password, { ...ownPage, 'x-forwarded-for': '192.0.2.7' }),
    await logIn('ana', password, { ...ownPage, 'x-forwarded-proto': 'https' }),
  ]) {
    expect(answer).toMatchObject({ status: 403, body: { type: '/problems/insecure-connection' } })
    expect(answer.headers['set-cookie']).toBeUndefined()
  }
})

test('behind a proxy that has TLS and is trusted, the cookie is for TLS alone', async () => {
  const behind = await startTestServer({
    trustedProxies: ['127.0.0.1'],
    users: () => [{ name: 'ana', password, roles: ['read'] }],
  })
  onTestFinished(() => behind.close())
  const proxied = {
    host: 'disparo.example.com',
    origin: 'https://disparo.example.com',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '192.0.2.7',
    'sec-fetch-site': 'same-origin',
  }
  const answer = await ask(`${behind.url}/session`, 'POST', {
    anonymous: true,
    headers: proxied,
    body: { user: 'ana', password },
  })
  expect(answer.status).toBe(201)
  expect(answer.headers['set-cookie']).toMatch(
    /^__Host-disparo-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
  )
})

test('wrong passwords are counted as those of Basic are', async () => {
  const limited = await startTestServer({
    authenticator: { perName: { max: 2, windowMs: 60_000 } },
    users: () => [{ name: 'ana', password, roles: ['read'] }],
  })
  onTestFinished(() => limited.close())
  const own = new URL(limited.url).origin
  const attempt = (secret: string) =>
    ask(`${limited.url}/session`, 'POST', {
      anonymous: true,
      headers: { origin: own },
      body: { user: 'ana', password: secret },
    })
  expect((await attempt('wrong-1')).status).toBe(401)
  expect((await attempt('wrong-2')).status).toBe(401)
  const third = await attempt('wrong-3')
  expect(third).toMatchObject({ status: 429, body: { type: '/problems/too-many-failures' } })
  expect(Number(third.headers['retry-after'])).toBeGreaterThan(0)
})

test('the log names who logged in, and neither passwords nor ids', async () => {
  const cookie = cookieOf(await logIn('ana'))
  await logIn('ana', 'wrong-password')
  expect(server.log).toContainEqual(expect.objectContaining({ event: 'session:started', user: 'ana' }))
  expect(server.log).toContainEqual(expect.objectContaining({ event: 'login:failed' }))
  const text = JSON.stringify(server.log)
  expect(text).not.toContain(cookie.split('=')[1])
  expect(text).not.toMatch(/a-password-for-tests|wrong-password/)
})
