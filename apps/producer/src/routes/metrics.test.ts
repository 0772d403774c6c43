import { pino } from 'pino'
import { Registry } from 'prom-client'
import { expect, onTestFinished, test } from 'vitest'
import { createAuthenticator } from '../access/authenticator.js'
import { createApp } from '../app.js'
import { openProducerMetrics } from '../metrics/producer-metrics.js'
import { ask } from '../test-support/test-server.js'

const token = 'a-token-for-tests'

async function open(options: { metricsToken?: string } = {}) {
  const metrics = openProducerMetrics(new Registry())
  const app = await createApp({
    accounts: new Map(),
    authenticator: createAuthenticator(new Map()),
    logger: pino({ level: 'silent' }),
    metrics,
    ...options,
  })
  onTestFinished(() => app.close())
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return (path: string, authorization = '') => ask(`${url}${path}`, 'GET', { headers: { authorization } })
}

test('without a token there is no such route', async () => {
  const get = await open()
  expect(await get('/metrics')).toMatchObject({ status: 404, body: { type: '/problems/unknown-route' } })
})

test('it needs the token', async () => {
  const get = await open({ metricsToken: token })
  for (const authorization of ['', 'Bearer a-wrong-token-for-tests', `Basic ${btoa(`u:${token}`)}`]) {
    const answer = await get('/metrics', authorization)
    expect(answer).toMatchObject({ status: 401, body: { type: '/problems/unauthorized' } })
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="metrics"')
    expect(JSON.stringify(answer.body)).not.toContain(token)
  }
})

test('requests are measured by the route as it is declared and by the class of their status', async () => {
  const get = await open({ metricsToken: token })
  await get('/healthz')
  await get('/v1/accounts/5511900000001/messages/5511900000001')
  await get('/5511900000001')
  const answer = await get('/metrics', `Bearer ${token}`)
  expect(answer.status).toBe(200)
  expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  const counts = answer.body.match(/^disparo_http_request_duration_seconds_count\{.*\} .*$/gm)
  expect(counts.map((line: string) => line.slice(line.indexOf('{')))).toEqual([
    '{method="GET",route="/healthz",status="2xx"} 1',
    '{method="GET",route="/v1/accounts/:account/messages/:id",status="4xx"} 1',
    '{method="any",route="unknown",status="4xx"} 1',
  ])
  expect(answer.body).not.toContain('5511900000001')
})
