import { operations } from '@disparo/api'
import { afterAll, expect, test } from 'vitest'
import { startTestServer } from '../test-support/index.js'
import { routeOf } from './route-of.js'

const door = await startTestServer()
afterAll(() => door.close())

async function errorsOf(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) {
  const answer = await door.call(method, path, { body })
  expect([path, answer.status, answer.body.type]).toEqual([path, 400, '/problems/invalid-request'])
  return answer.body.errors as { path: string; message: string }[]
}

const id = '00000000-0000-4000-8000-000000000001'
const zod = /Invalid|Unrecognized|Too (small|big)|expected/

test('no route takes a parameter that it does not have, and each says which there are', async () => {
  for (const [name, operation] of Object.entries(operations)) {
    if (!('role' in operation)) continue
    const { querystring } = routeOf(name as 'getGate').schema as { querystring?: { shape: object } }
    expect([name, querystring]).toEqual([name, expect.anything()])
  }
  const none = [{ path: 'x', message: 'is no parameter here; there are: none' }]
  for (const path of ['', '/gate', '/report', '/callbacks', `/batches/${id}`, `/batches/${id}/reasons`]) {
    expect(await errorsOf('GET', `${path}?x=1`)).toEqual(none)
  }
  expect(await errorsOf('POST', `/batches/${id}/pause?x=1`)).toEqual(none)
  expect(await errorsOf('GET', `/batches/${id}/rejected?x=1`)).toEqual([
    { path: 'x', message: 'is no parameter here; there are: after, limit' },
  ])
})

test.each([
  [`/batches/${id}/messages?limit=abc`, 'limit', 'must be a whole number from 1 to 1000'],
  [`/batches/${id}/messages?status=foo,bar`, 'status', /^must be of enqueued, .* by commas$/],
  [`/batches/${id}/series?status=accepted&status=read`, 'status', 'must be given once'],
  [`/batches/${id}/series?by=day`, 'by', 'must be "minute" or "hour"'],
  ['/batches?q=', 'q', 'must have 1 to 100 characters'],
])('a parameter that is wrong is told once, by its name: %s', async (path, name, message) => {
  const wanted = typeof message === 'string' ? message : expect.stringMatching(message)
  expect(await errorsOf('GET', path)).toEqual([{ path: name, message: wanted }])
})

test.each([
  ['canary=x', 'canary', 'must be a whole number from 1 to 1000'],
  ['template=', 'template', 'must not be empty'],
  ['lane=fast', 'lane', /^must be /],
  ['sendAt=tomorrow', 'sendAt', /^must be /],
])('so is one of a batch: %s', async (query, name, message) => {
  const wanted = typeof message === 'string' ? message : expect.stringMatching(message)
  const errors = await errorsOf('POST', `/batches?${query}`, [])
  expect(errors).toEqual([{ path: name, message: wanted }])
  expect(errors[0]?.message).not.toMatch(zod)
})

test('a body is told what it may have, field by field', async () => {
  expect(await errorsOf('PATCH', `/batches/${id}`, { foo: 1 })).toEqual([
    { path: 'foo', message: 'is not known here; allowed: name, sendAt, maxPerMinute', code: 'unknown-field' },
    { path: '', message: 'must have name, sendAt or maxPerMinute' },
  ])
  const many = await errorsOf('POST', '/unknown/resolve', { as: 'lost', ids: [1], batch: '' })
  expect(many.map(({ path }) => path)).toEqual(['as', 'ids[0]', 'batch'])
  for (const { message } of many) expect(message).not.toMatch(zod)
})
