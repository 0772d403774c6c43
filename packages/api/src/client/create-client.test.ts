import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { clientOf } from './open-server.test.support.js'

const message = { id: 'm-1', status: 'accepted', lane: 'bulk', to: '5511900000001', namespace: 'n' }
const whole = {
  ...message,
  elementName: 'e',
  attempts: 1,
  timeline: { accepted: '2026-11-27T12:00:00.000Z' },
}

test('a request goes out as its operation says, and its answer comes back', async () => {
  const asked: unknown[] = []
  const client = await clientOf(async (request, response) => {
    const { method, url, headers } = request
    asked.push({ method, url, headers, body: await text(request) })
    response.statusCode = 202
    response.end(JSON.stringify({ id: 'm-1', lane: 'urgent', created: true }))
  })
  const body = { to: '5511900000001', template: { namespace: 'n', elementName: 'código' }, otp: '1' }
  const answer = await client.sendMessage({
    params: { account: 'loja/br' },
    headers: { 'idempotency-key': 'k' },
    body,
  })
  expect(answer).toEqual({ id: 'm-1', lane: 'urgent', created: true })
  expect(asked).toMatchObject([
    {
      method: 'POST',
      url: '/v1/accounts/loja%2Fbr/messages',
      headers: {
        authorization: 'Basic YW5hOnNlZ3JlZG8=',
        'content-type': 'application/json',
        'idempotency-key': 'k',
      },
      body: JSON.stringify(body),
    },
  ])
})

test('a query has what is given, as text', async () => {
  const asked: (string | undefined)[] = []
  const client = await clientOf(({ url }, response) => {
    asked.push(url)
    response.end(JSON.stringify({ messages: [], next: 7 }))
  })
  const params = { account: 'default', id: 'b' }
  await client.getBatchMessages({ params, query: { limit: 20, after: undefined } })
  await client.getBatchMessages({ params })
  expect(asked).toEqual([
    '/v1/accounts/default/batches/b/messages?limit=20',
    '/v1/accounts/default/batches/b/messages',
  ])
})

test('an id that would lead to another path is refused before anything is asked', async () => {
  let asked = 0
  const client = await clientOf((_, response) => {
    asked += 1
    response.end('{}')
  })
  for (const id of ['..', '.', '']) {
    await expect(client.getMessage({ params: { account: 'default', id } })).rejects.toMatchObject({
      code: 'invalid-request',
      errors: [{ path: 'id' }],
    })
  }
  expect(asked).toBe(0)
})

test('the health routes are asked without saying who asks', async () => {
  let told: string | undefined
  const client = await clientOf((request, response) => {
    told = request.headers.authorization
    response.end('{"status":"ok"}')
  })
  expect(await client.readiness()).toEqual({ status: 'ok' })
  expect(told).toBeUndefined()
})

test('what a newer service says besides is passed on; what is missing is named', async () => {
  const answers: object[] = [
    { ...whole, status: 'suppressed', timeline: { suppressed: 'then' }, reason: 'new' },
    message,
    { ...whole, status: 5 },
  ]
  const client = await clientOf((_, response) => response.end(JSON.stringify(answers.shift())))
  const ask = () => client.getMessage({ params: { account: 'default', id: 'm-1' } })
  expect(await ask()).toMatchObject({ status: 'suppressed', reason: 'new' })
  await expect(ask()).rejects.toMatchObject({
    code: 'unreadable-answer',
    message: expect.stringMatching(/^Its field elementName /),
  })
  await expect(ask()).rejects.toMatchObject({ message: expect.stringMatching(/^Its field status /) })
})
