import { type Role, roles } from '@disparo/service/users'
import { fastify } from 'fastify'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { type RegisteredRoute, withRoutes } from '../test-support/registered-routes.js'
import { ask, startTestServer } from '../test-support/test-server.js'
import { basic } from '../test-support/test-user.js'
import { createAuthenticator } from './authenticator.js'
import { guard } from './guard.js'

const password = 'a-password-for-tests'
const { made: door, routes: registered } = await withRoutes(() =>
  startTestServer({
    trustedProxies: ['127.0.0.1'],
    users: (account) => [
      ...roles.map((role) => ({ name: role, password, roles: [role], accounts: [account] })),
      { name: 'elsewhere', password, accounts: ['elsewhere'] },
    ],
  }),
)
afterAll(() => door.close())

const as = (name: string, secret = password) => ({ authorization: basic(name, secret) })
const keysByRole = new Map<Role, string>()
for (const role of roles) {
  const answer = await ask(`${door.url}/v1/keys`, 'POST', {
    body: { name: role, roles: [role], accounts: [door.account] },
  })
  keysByRole.set(role, answer.body.key)
}
const keyOf = (role: Role) => keysByRole.get(role) ?? ''
afterAll(async () => {
  for (const key of keysByRole.values()) await ask(`${door.url}/v1/keys/${key.slice(8, 18)}`, 'DELETE')
})

const message = { to: '5511900000001', namespace: 'ns', elementName: 'aviso' }

interface Expected {
  readonly needs: Role
  readonly or?: Role
  /** What is answered to who has that role. */
  readonly status: number
  readonly body?: unknown
}

const ofAccount = '/v1/accounts/:account'
const guarded: Readonly<Record<string, Expected>> = {
  'GET /v1/keys': { needs: 'admin', status: 200 },
  'POST /v1/keys': { needs: 'admin', status: 400, body: {} },
  'DELETE /v1/keys/:id': { needs: 'admin', status: 200 },
  'GET /v1/accounts': { needs: 'read', or: 'operate', status: 200 },
  [`GET ${ofAccount}`]: { needs: 'read', status: 200 },
  [`POST ${ofAccount}/messages`]: { needs: 'send', status: 202, body: message },
  [`POST ${ofAccount}/batches`]: { needs: 'send', status: 202, body: [message] },
  [`POST ${ofAccount}/batches/test`]: { needs: 'send', status: 400 },
  [`POST ${ofAccount}/batches/columns`]: { needs: 'send', status: 400 },
  [`POST ${ofAccount}/messages/search`]: { needs: 'read', status: 200, body: { to: message.to } },
  [`GET ${ofAccount}/messages/:id`]: { needs: 'read', status: 404 },
  [`GET ${ofAccount}/batches`]: { needs: 'read', status: 200 },
  [`GET ${ofAccount}/batches/:id`]: { needs: 'read', status: 404 },
  [`PATCH ${ofAccount}/batches/:id`]: { needs: 'operate', status: 404, body: { name: 'a name' } },
  [`GET ${ofAccount}/batches/:id/messages`]: { needs: 'read', status: 404 },
  [`GET ${ofAccount}/batches/:id/series`]: { needs: 'read', status: 404 },
  [`GET ${ofAccount}/batches/:id/reasons`]: { needs: 'read', status: 404 },
  [`GET ${ofAccount}/batches/:id/rejected`]: { needs: 'read', status: 404 },
  [`POST ${ofAccount}/batches/:id/pause`]: { needs: 'operate', or: 'send', status: 404 },
  [`POST ${ofAccount}/batches/:id/resume`]: { needs: 'operate', or: 'send', status: 404 },
  [`POST ${ofAccount}/batches/:id/retry`]: { needs: 'operate', status: 404 },
  [`POST ${ofAccount}/batches/:id/cancel`]: { needs: 'operate', or: 'send', status: 404 },
  [`GET ${ofAccount}/unknown`]: { needs: 'read', status: 200 },
  [`POST ${ofAccount}/unknown/resolve`]: {
    needs: 'operate',
    status: 200,
    body: { as: 'accepted', batch: 'a' },
  },
  [`POST ${ofAccount}/messages/:id/resolve`]: { needs: 'operate', status: 404, body: { as: 'accepted' } },
  [`POST ${ofAccount}/messages/:id/retry`]: { needs: 'operate', status: 404 },
  [`GET ${ofAccount}/callbacks`]: { needs: 'read', status: 200 },
  [`GET ${ofAccount}/webhook/unmatched`]: { needs: 'operate', status: 200 },
  [`POST ${ofAccount}/callbacks/replay`]: { needs: 'operate', status: 202, body: {} },
  [`GET ${ofAccount}/audit`]: { needs: 'operate', or: 'admin', status: 200 },
  [`GET ${ofAccount}/gate`]: { needs: 'read', status: 200 },
  [`GET ${ofAccount}/templates`]: { needs: 'read', status: 200 },
  [`POST ${ofAccount}/templates/sync`]: { needs: 'operate', status: 200 },
  [`GET ${ofAccount}/report`]: { needs: 'read', status: 200 },
  [`POST ${ofAccount}/suppressions`]: { needs: 'operate', status: 200, body: { to: message.to } },
  [`GET ${ofAccount}/suppressions`]: { needs: 'read', status: 200 },
  [`GET ${ofAccount}/suppressions/counts`]: { needs: 'read', status: 200 },
  [`POST ${ofAccount}/suppressions/search`]: { needs: 'read', status: 200, body: { to: message.to } },
  [`POST ${ofAccount}/suppressions/remove`]: { needs: 'operate', status: 200, body: { to: message.to } },
  [`POST ${ofAccount}/forget`]: { needs: 'operate', status: 200, body: { recipient: message.to } },
}

const nameOf = ({ method, url }: RegisteredRoute) => `${method} ${url}`
/** One that is registered and has no entry above fails all tests of it. */
const routes = registered
  .filter(({ role }) => role !== undefined)
  .map((route) => [nameOf(route), route, guarded[nameOf(route)] as Expected] as const)

const addressOf = ({ url }: RegisteredRoute, account: string) =>
  `${door.url}${url.replace(':account', account).replace(':id', 'none')}`
const methodOf = ({ method }: RegisteredRoute) => method as 'GET' | 'POST' | 'PATCH' | 'DELETE'

test('every route is guarded but those that have a door of their own, or are for everybody', () => {
  expect(routes.map(([name]) => name).sort()).toEqual(Object.keys(guarded).sort())
  const others = registered.filter(({ role }) => role === undefined).map(nameOf)
  expect(others.filter((name) => !/^GET \/docs(?:\/|$)/.test(name)).sort()).toEqual([
    'DELETE /session',
    'GET /',
    'GET /console',
    'GET /healthz',
    'GET /platform/whatsappconnect/1.0/api/reports/hsm',
    'GET /problems',
    'GET /problems/:kind',
    'GET /readyz',
    'GET /session',
    'POST /platform/whatsappconnect/1.0/api/message/template/:configId',
    'POST /session',
    'POST /webhooks/hi-broker/:account/:secret',
  ])
})

test.each(routes)(
  '%s needs its role, and no other will do',
  async (_name, route, { needs, or, status, body }) => {
    for (const role of roles) {
      const answer = await ask(addressOf(route, door.account), methodOf(route), { body, headers: as(role) })
      const mayDo = role === needs || role === or
      expect(answer.status).toBe(mayDo ? status : 403)
      if (mayDo) continue
      expect(answer.body).toMatchObject({
        type: '/problems/forbidden',
        detail: expect.stringContaining(`"${needs}"`),
      })
    }
  },
)

test.each(routes)(
  '%s takes a key with its role as it takes a user',
  async (_name, route, { needs, or, status, body }) => {
    const key = keyOf(needs)
    const right = await ask(addressOf(route, door.account), methodOf(route), {
      body,
      headers: { authorization: `Bearer ${key}` },
    })
    expect(right.status).toBe(status)
    const other = roles.find((role) => role !== needs && role !== or)
    const wrong = await ask(addressOf(route, door.account), methodOf(route), {
      body,
      headers: { authorization: `Bearer ${keyOf(other ?? needs)}` },
    })
    expect(wrong.status).toBe(403)
  },
)

test.each(routes)('%s is for nobody without a password', async (_name, route, { body }) => {
  const answer = await ask(addressOf(route, door.account), methodOf(route), {
    body,
    headers: { authorization: '' },
  })
  expect(answer).toMatchObject({ status: 401, body: { type: '/problems/unauthorized' } })
})

test('a page of another site may change nothing, though the browser knows the password', async () => {
  const replay = (headers: Record<string, string>) =>
    door.call('POST', '/callbacks/replay', { headers: { ...as('operate'), ...headers } })
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: door.url },
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
  ]) {
    expect(await replay(headers)).toMatchObject({ status: 403, body: { type: '/problems/forbidden' } })
  }
  expect((await replay({ 'sec-fetch-site': 'same-origin' })).status).toBe(202)
  expect((await replay({ origin: new URL(door.url).origin })).status).toBe(202)
})

const ofAccounts = routes.filter(([, { url }]) => url.includes(':account'))

test.each(ofAccounts)(
  '%s of an account of others is answered as that of no account',
  async (...[, route, { body }]) => {
    const withoutInstance = async (account: string) => {
      // A body that cannot be read, where there is one, must not tell them apart either.
      const answer = await ask(addressOf(route, account), methodOf(route), {
        body: body && '{',
        headers: as('elsewhere'),
      })
      const { instance: _, ...problem } = answer.body
      return { status: answer.status, problem }
    }
    const ofOthers = await withoutInstance(door.account)
    expect(ofOthers).toMatchObject({ status: 404, problem: { type: '/problems/unknown-account' } })
    expect(await withoutInstance('nobody')).toEqual(ofOthers)
    expect(await withoutInstance('elsewhere')).toEqual(ofOthers)
  },
)

test('the accounts that are named are those that the user may see', async () => {
  const { body } = await ask(`${door.url}/v1/accounts`, 'GET', { headers: as('operate') })
  expect(body).toEqual({ accounts: [door.account] })
  const elsewhere = await ask(`${door.url}/v1/accounts`, 'GET', { headers: as('elsewhere') })
  expect(elsewhere.body).toEqual({ accounts: [] })
})

test('the role is asked for first, so that nothing is learnt about accounts without it', async () => {
  for (const account of [door.account, 'nobody']) {
    const answer = await ask(`${door.url}/v1/accounts/${account}/unknown`, 'GET', { headers: as('send') })
    expect(answer.status).toBe(403)
  }
})

test('after 10 wrong passwords the next is answered 429 with Retry-After, but not to who works already', async () => {
  const from = (address: string, headers: Record<string, string>) => ({
    headers: { ...headers, 'x-forwarded-for': address },
  })
  for (let time = 0; time < 10; time += 1) {
    const wrong = await door.call('GET', '/unknown', from('192.0.2.1', as('operate', `wrong-${time}`)))
    expect(wrong.status).toBe(401)
  }
  const next = await door.call('GET', '/unknown', from('192.0.2.1', as('operate', 'wrong-10')))
  expect(next).toMatchObject({ status: 429, body: { type: '/problems/too-many-failures' } })
  const seconds = Number(next.headers['retry-after'])
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThanOrEqual(300)
  const elsewhere = await door.call('GET', '/unknown', from('192.0.2.2', as('operate', 'wrong-11')))
  expect(elsewhere.status).toBe(401)
  expect((await door.call('GET', '/unknown', from('192.0.2.1', as('read')))).status).toBe(200)
})

test('where no password can be checked soon, the answer is 503 with Retry-After', async () => {
  const busy = await startTestServer({ authenticator: { checksAtATime: 0, waitingChecks: 0 } })
  onTestFinished(() => busy.close())
  const answer = await busy.call('GET', '/unknown')
  expect(answer).toMatchObject({ status: 503, body: { type: '/problems/too-busy' } })
  expect(answer.headers['retry-after']).toBe('2')
})

test('the log names users who are known, and where failed logins come from; never what was shown', async () => {
  await door.call('GET', '/unknown', { headers: as('read') })
  await door.call('GET', '/unknown', { headers: as('somebody-unknown', 'wrong-password') })
  const read = door.log.filter(({ event, user }) => event === 'http:answered' && user === 'read')
  expect(read.length).toBeGreaterThan(0)
  expect(door.log).toContainEqual(expect.objectContaining({ event: 'login:failed', from: '127.0.0.1' }))
  expect(door.log).toContainEqual(expect.objectContaining({ event: 'login:throttled', from: '192.0.2.1' }))
  expect(JSON.stringify(door.log)).not.toMatch(/wrong-|somebody-unknown|a-password-for-tests|Basic/)
})

test('a route that does not say which role it needs stops the start', () => {
  const app = fastify()
  guard(app, { authenticator: createAuthenticator(new Map()), accounts: new Map() })
  expect(() => app.get('/open', async () => 'x')).toThrow('/open must say which role it needs')
})
