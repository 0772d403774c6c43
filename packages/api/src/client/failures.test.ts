import { once } from 'node:events'
import { expect, test } from 'vitest'
import { ApiError } from './api-error.js'
import { createClient } from './create-client.js'
import { clientOf } from './open-server.test.support.js'

const params = { account: 'default', id: 'm-1' }

test('a problem is an error with its kind, its fields, and when to try again', async () => {
  const problem = {
    type: 'https://disparo.example/problems/invalid-message',
    title: 'The message is not valid',
    status: 422,
    detail: 'Correct the fields.',
    instance: 'urn:uuid:1',
    errors: [{ path: 'to', message: 'must be a phone number' }],
    more: 'kept',
  }
  const client = await clientOf((_, response) => {
    response.writeHead(422, { 'content-type': 'application/problem+json', 'retry-after': '5' })
    response.end(JSON.stringify(problem))
  })
  const error = await client.getMessage({ params }).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({
    code: 'invalid-message',
    status: 422,
    title: 'The message is not valid',
    detail: 'Correct the fields.',
    message: 'Correct the fields.',
    errors: problem.errors,
    retryAfterMs: 5_000,
    problem,
  })
})

test.each([
  ['a page of a proxy', '<h1>Bad gateway</h1>', { errors: [], title: 'Answered 502' }],
  ['JSON of another form', '[1]', { problem: undefined }],
  ['members of other types', '{"title":"Down","errors":"all","status":"502"}', { title: 'Down', errors: [] }],
])('%s is refused with its status alone', async (_, body, expected) => {
  const client = await clientOf((_, response) => {
    response.statusCode = 502
    response.end(body)
  })
  await expect(client.getMessage({ params })).rejects.toMatchObject({
    ...{ code: 'refused', status: 502, retryAfterMs: undefined },
    ...expected,
  })
})

test('a redirect is not followed: the password goes nowhere else', async () => {
  let asked = 0
  const client = await clientOf((_, response) => {
    asked += 1
    response.writeHead(307, { location: '/elsewhere' }).end()
  })
  await expect(client.getMessage({ params })).rejects.toMatchObject({ code: 'refused', status: 307 })
  expect(asked).toBe(1)
})

test('a success that the operation never answers, and no JSON, are unreadable', async () => {
  const statuses = [204, 200]
  const client = await clientOf((_, response) => {
    response.statusCode = statuses.shift() ?? 200
    response.end(response.statusCode === 200 ? '<html>' : '')
  })
  for (const status of [204, 200]) {
    await expect(client.getMessage({ params })).rejects.toMatchObject({ code: 'unreadable-answer', status })
  }
})

test('an answer that is too large is not read to its end', async () => {
  const served: Promise<unknown>[] = []
  const client = await clientOf(
    async (_, response) => {
      const closed = once(response, 'close')
      served.push(closed)
      while (!response.destroyed) {
        if (!response.write(' '.repeat(65_536))) {
          await Promise.race([once(response, 'drain'), closed]).catch(() => {})
        }
      }
    },
    { maxAnswerBytes: 1_000_000 },
  )
  await expect(client.getMessage({ params })).rejects.toMatchObject({ code: 'unreadable-answer' })
  await Promise.all(served)
  expect(served.length).toBe(1)
})

test('nobody there, and an answer that breaks off, are unreachable', async () => {
  const nobody = createClient({ baseUrl: 'http://127.0.0.1:1' })
  await expect(nobody.health()).rejects.toMatchObject({
    ...{ code: 'unreachable', status: undefined },
    cause: expect.anything(),
  })
  const client = await clientOf((_, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('{"id":', () => response.destroy())
  })
  await expect(client.getMessage({ params })).rejects.toMatchObject({ code: 'unreachable' })
})
