import { fastify } from 'fastify'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { ask, openDoor } from '../test-support/open-door.js'
import { basic } from '../test-support/test-user.js'
import { createDoorkeeper } from './doorkeeper.js'
import { guard } from './guard.js'
import { roles } from './user.js'

const password = 'a-password-for-tests'
const door = await openDoor({
  trustedProxies: ['127.0.0.1'],
  users: (account) => [
    ...roles.map((role) => ({ name: role, password, roles: [role], accounts: [account] })),
    { name: 'elsewhere', password, accounts: ['elsewhere'] },
  ],
})
afterAll(() => door.close())

const as = (name: string, secret = password) => ({ authorization: basic(name, secret) })
const message = { to: '5511900000001', namespace: 'ns', elementName: 'aviso' }

/** Routes of an account, with the role that each needs and what it answers to who has it. */
const routes = [
  ['POST', '/messages', 'send', 202, message],
  ['POST', '/batches', 'send', 202, [message]],
  ['GET', '/messages/none', 'read', 404],
  ['GET', '/batches/none', 'read', 404],
  ['GET', '/batches/none/messages', 'read', 404],
  ['GET', '/unknown', 'read', 200],
  ['POST', '/messages/none/resolve', 'operate', 404, { as: 'accepted' }],
  ['GET', '/callbacks', 'read', 200],
  ['POST', '/callbacks/replay', 'operate', 202, {}],
] as const

test.each(routes)('%s %s needs the role %s, and no other will do', async (...route) => {
  const [method, path, needed, status, body] = route
  for (const role of roles) {
    const answer = await door.call(method, path, { body, headers: as(role) })
    expect(answer.status).toBe(role === needed ? status : 403)
    if (role === needed) continue
    expect(answer.body).toMatchObject({
      type: '/problems/forbidden',
      detail: expect.stringContaining(`"${needed}"`),
    })
  }
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

test.each(routes)('%s %s of an account of others is answered as that of no account', async (...route) => {
  const [method, path, , , body] = route
  const withoutInstance = async (account: string) => {
    const url = `${door.url}/v1/accounts/${account}${path}`
    // A body that cannot be read, where there is one, must not tell them apart either.
    const answer = await ask(url, method, { body: body && '{', headers: as('elsewhere') })
    const { instance: _, ...problem } = answer.body
    return { status: answer.status, problem }
  }
  const ofOthers = await withoutInstance(door.account)
  expect(ofOthers).toMatchObject({ status: 404, problem: { type: '/problems/unknown-account' } })
  expect(await withoutInstance('nobody')).toEqual(ofOthers)
  expect(await withoutInstance('elsewhere')).toEqual(ofOthers)
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
  const busy = await openDoor({ doorkeeper: { checksAtATime: 0, waitingChecks: 0 } })
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
  guard(app, { doorkeeper: createDoorkeeper([]), accounts: new Map() })
  expect(() => app.get('/open', async () => 'x')).toThrow('/open must say which role it needs')
})
