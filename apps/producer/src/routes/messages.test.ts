import { afterAll, expect, test } from 'vitest'
import { ask, startTestServer } from '../test-support/test-server.js'
import { basic } from '../test-support/test-user.js'

const door = await startTestServer()
afterAll(() => door.close())

const seed = { to: '551199999999', namespace: 'ns', elementName: 'aviso' }
const send = (body: unknown, headers: Record<string, string> = {}) =>
  door.call('POST', '/messages', { body, headers })
const pathsOf = (answer: { body: { errors: { path: string }[] } }) =>
  answer.body.errors.map(({ path }) => path)

test('a message of the seed is enqueued, and its location tells its status', async () => {
  const answer = await send(seed)
  expect(answer.status).toBe(202)
  expect(answer.body).toEqual({
    id: expect.any(String),
    lane: 'bulk',
    created: true,
    estimatedSendAt: expect.stringMatching(/Z$/),
    hasWorker: true,
  })
  const found = await ask(`${door.url}${String(answer.headers.location)}`, 'GET')
  expect(found.status).toBe(200)
  expect(found.body).toMatchObject({ id: answer.body.id, status: 'enqueued', to: seed.to, attempts: 0 })
  expect(found.body.timeline.enqueued).toMatch(/Z$/)
})

test('JSON with comments, as in the seed, is read', async () => {
  const body = `{"to": "551199999999", "namespace": "ns", "elementName": "link", "components": [
    {"type": "button", "parameters": [{"type": "url", "index": 1, // posição do botão na mensagem
    "text": "BBBB"}]}]}`
  expect((await send(body)).status).toBe(202)
})

test('the friendly form takes lane, sendAt and expiresAt beside the message', async () => {
  const sendAt = new Date(Date.now() + 3_600_000).toISOString()
  const expiresAt = new Date(Date.now() + 7_200_000).toISOString()
  const message = { to: '551199999999', template: { namespace: 'ns', elementName: 'aviso' }, body: ['R$10'] }
  const answer = await send({ ...message, lane: 'urgent', sendAt, expiresAt })
  expect(answer.body).toMatchObject({ lane: 'urgent' })
  expect(Date.parse(answer.body.estimatedSendAt)).toBeGreaterThanOrEqual(Date.parse(sendAt))
  const state = await door.call('GET', `/messages/${answer.body.id}`)
  expect(state.body).toMatchObject({ lane: 'urgent', expiresAt })
})

test('a lane that is none is refused with those there are', async () => {
  const answer = await send({ ...seed, lane: 'fast' })
  expect(answer.status).toBe(422)
  expect(answer.body.errors).toEqual([
    { path: 'lane', message: 'must be urgent or bulk', code: 'wrong-value' },
  ])
})

test('a one-time code is urgent', async () => {
  const body = { to: '551199999999', template: { namespace: 'ns', elementName: 'codigo' }, otp: '123456' }
  expect((await send(body)).body.lane).toBe('urgent')
})

test('the same key is the same message, and is refused for a different one', async () => {
  const first = await send(seed, { 'idempotency-key': 'one' })
  const again = await send(seed, { 'idempotency-key': 'one' })
  expect(again.body).toEqual({ id: first.body.id, lane: 'bulk', created: false, hasWorker: true })
  const other = await send({ ...seed, elementName: 'outro' }, { 'idempotency-key': 'one' })
  expect(other.status).toBe(422)
  expect(other.body.type).toBe('/problems/key-reused')
})

test.each([
  ['a phone of letters', { ...seed, to: 'onze nove' }, ['to']],
  ['missing fields', { to: seed.to }, ['elementName', 'namespace']],
  [
    'a missing variable',
    { to: seed.to, template: { namespace: 'n', elementName: 'e' }, body: ['a', '', 'c'] },
    ['body[1]'],
  ],
  [
    'a newline in a parameter',
    { ...seed, components: [{ type: 'body', parameters: [{ type: 'text', text: 'a\nb' }] }] },
    ['components[0].parameters[0].text'],
  ],
  [
    'a coupon of 16',
    {
      to: seed.to,
      template: { namespace: 'n', elementName: 'e' },
      buttons: [{ coupon: 'CUPOMCUPOMCUPOM1' }],
    },
    ['buttons[0].coupon'],
  ],
  [
    'an unknown component',
    { ...seed, components: [{ type: 'footer', parameters: [] }] },
    ['components[0].type'],
  ],
  ['an unknown field', { ...seed, prioridade: 1 }, ['prioridade']],
  ['expiresAt in the past', { ...seed, expiresAt: '2020-01-01T00:00:00Z' }, ['expiresAt']],
  ['sendAt more than a year ahead', { ...seed, sendAt: '2099-01-01T00:00:00Z' }, ['sendAt']],
  ['expiresAt without an offset', { ...seed, expiresAt: '2036-01-01T00:00:00' }, ['expiresAt']],
  ['an unknown lane, and a bad phone with it', { ...seed, to: 'x', lane: 'fast' }, ['lane', 'to']],
  ['a list', [seed], ['']],
])('%s is named with its path, and nothing is enqueued', async (_, body, paths) => {
  const answer = await send(body)
  expect(answer.status).toBe(422)
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(answer.body).toMatchObject({
    type: '/problems/invalid-message',
    status: 422,
    title: expect.any(String),
  })
  expect(pathsOf(answer).sort()).toEqual(paths)
  expect(answer.body.errors.every(({ message }: { message: string }) => message.length > 5)).toBe(true)
})

test('a problem repeats no value of the input', async () => {
  const answer = await send({ ...seed, to: '+55 11 segredo', lane: 'segredo', elementName: 'a\nsegredo' })
  expect(answer.status).toBe(422)
  expect(JSON.stringify(answer.body)).not.toContain('segredo')
})

test.each([
  ['malformed JSON', { body: '{"to": ', type: 'application/json' }, 400, 'malformed-body'],
  [
    'a poisoned prototype',
    { body: '{"__proto__": {"a": 1}}', type: 'application/json' },
    400,
    'malformed-body',
  ],
  ['bytes that are no UTF-8', { body: Buffer.from('{"to":"é"}', 'latin1') }, 400, 'malformed-body'],
  ['no body', {}, 400, 'malformed-body'],
  ['XML', { body: '<main/>', type: 'text/xml' }, 415, 'unsupported-media-type'],
  ['a CSV', { body: 'to\n1', type: 'text/csv' }, 415, 'unsupported-media-type'],
  ['too large a body', { body: JSON.stringify({ ...seed, x: 'x'.repeat(70_000) }) }, 413, 'body-too-large'],
  ['a key too long', { body: seed, headers: { 'idempotency-key': 'k'.repeat(201) } }, 400, 'invalid-request'],
])('%s is refused', async (_, call, status, kind) => {
  const answer = await door.call('POST', '/messages', call)
  expect(answer.status).toBe(status)
  expect(answer.body).toMatchObject({ type: `/problems/${kind}`, status })
  expect(answer.body.detail.length).toBeGreaterThan(20)
})

test('an unknown account and an unknown message are not found, and no account is listed', async () => {
  const account = await ask(`${door.url}/v1/accounts/other/messages`, 'POST', { body: seed })
  expect(account.status).toBe(404)
  expect(account.body.type).toBe('/problems/unknown-account')
  expect(JSON.stringify(account.body)).not.toContain(door.account)
  const message = await door.call('GET', '/messages/nobody-knows')
  expect(message.status).toBe(404)
  expect(message.body.type).toBe('/problems/unknown-message')
})

test.each([
  ['none', 'Basic realm="disparo", charset="UTF-8"', {}],
  [
    'a bearer token',
    'Bearer realm="disparo", error="invalid_token"',
    { authorization: 'Bearer a-secret-for-tests' },
  ],
  ['a wrong password', 'Basic realm="disparo", charset="UTF-8"', { authorization: basic('tests', 'wrong') }],
])('with %s for credentials the answer is 401, whatever else is wrong', async (_, challenge, headers) => {
  const given = { authorization: '', ...headers }
  const answer = await door.call('POST', '/messages', { body: '{', headers: given })
  expect(answer.status).toBe(401)
  expect(answer.body.type).toBe('/problems/unauthorized')
  expect(answer.headers['www-authenticate']).toBe(challenge)
})

test.each(['wait', 'events', 'meta', 'id'])('%s is something else in Redis, and no message', async (id) => {
  await door.call('POST', '/messages', { body: seed })
  expect(await door.call('GET', `/messages/${id}`)).toMatchObject({
    status: 404,
    body: { type: '/problems/unknown-message' },
  })
})
