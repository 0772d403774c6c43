import { RedisUnavailableError } from '@disparo/core/internal/redis'
import { Counter, Registry } from 'prom-client'
import { expect, onTestFinished, test } from 'vitest'
import { type HealthOptions, healthServer } from './health-server.js'

const token = 'a-token-for-tests'

async function open(options: Partial<HealthOptions> = {}) {
  const registry = new Registry()
  new Counter({ name: 'tests_total', help: 'Tests.', registers: [registry] }).inc()
  const server = healthServer({ isReady: async () => true, registry, ...options })
  onTestFinished(() => server.close())
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  return (path: string, headers: Record<string, string> = {}) => fetch(`${url}${path}`, { headers })
}

test('it is healthy whether it is ready or not', async () => {
  const get = await open({ isReady: async () => false })
  expect((await get('/healthz')).status).toBe(200)
  expect((await get('/readyz')).status).toBe(503)
})

test('it is ready when asked so, and not when that cannot be found out', async () => {
  expect((await (await open())('/readyz')).status).toBe(200)
  const isReady = () => Promise.reject(new Error('redis://user:secret@host'))
  const answer = await (await open({ isReady }))('/readyz')
  expect(answer.status).toBe(503)
  expect(await answer.json()).toEqual({ status: 'unavailable' })
})

test('without a token there are no metrics', async () => {
  const get = await open()
  expect((await get('/metrics')).status).toBe(404)
  expect((await get('/metrics', { authorization: 'Bearer undefined' })).status).toBe(404)
})

test('metrics are for who shows the token', async () => {
  const get = await open({ token })
  const refused = await get('/metrics', { authorization: 'Bearer a-wrong-token-for-tests' })
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="metrics"'])
  expect(await refused.text()).not.toContain('tests_total')
  const answer = await get('/metrics', { authorization: `Bearer ${token}` })
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(await answer.text()).toContain('tests_total 1')
})

test('it says why Redis takes nothing, as without memory', async () => {
  const refusal = Object.assign(new Error("OOM command not allowed when used memory > 'maxmemory'."), {
    name: 'ReplyError',
  })
  const isReady = () => Promise.reject(new RedisUnavailableError({ cause: refusal }))
  const answer = await (await open({ isReady }))('/readyz')
  expect(answer.status).toBe(503)
  expect(await answer.json()).toEqual({ status: 'unavailable', reason: 'OOM' })
})
