import { connect } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { securityHeaders } from './security-headers.js'
import { ask, startTestServer } from './test-support/test-server.js'

const door = await startTestServer()
afterAll(() => door.close())

const anonymous = { headers: { authorization: '' } }

test('the health routes are open', async () => {
  expect(await ask(`${door.url}/healthz`, 'GET', anonymous)).toMatchObject({
    status: 200,
    body: { status: 'ok' },
  })
  expect(await ask(`${door.url}/readyz`, 'GET', anonymous)).toMatchObject({
    status: 200,
    body: { status: 'ok' },
  })
})

test('an unknown route and a method that is not taken answer a problem', async () => {
  for (const [method, path] of [
    ['GET', '/nowhere'],
    ['POST', '/healthz'],
  ] as const) {
    const answer = await ask(`${door.url}${path}`, method, { body: method === 'POST' ? 'x' : undefined })
    expect(answer.status).toBe(404)
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(answer.body.type).toBe('/problems/unknown-route')
  }
})

test('a URL that cannot be decoded answers a problem', async () => {
  const answer = await ask(`${door.url}/v1/accounts/%zz/messages/1`, 'GET')
  expect(answer.status).toBe(400)
  expect(answer.body.type).toBe('/problems/invalid-request')
})

test.each(['/healthz', '/v1/accounts', '/nowhere'])('answers of %s carry security headers', async (path) => {
  const { headers } = await ask(`${door.url}${path}`, 'GET', anonymous)
  expect(headers).toMatchObject(securityHeaders)
  expect(headers).toMatchObject({
    'content-security-policy': "default-src 'none';frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'referrer-policy': 'no-referrer',
  })
  expect(headers).not.toHaveProperty('x-powered-by')
})

test('bytes that are no HTTP are answered with 400 and do no harm', async () => {
  const { hostname, port } = new URL(door.url)
  const socket = connect(Number(port), hostname).setEncoding('utf8')
  socket.write('NOT HTTP\r\n\r\n')
  let text = ''
  for await (const chunk of socket) text += chunk
  expect(text).toMatch(/^HTTP\/1\.1 400 /)
  expect((await ask(`${door.url}/healthz`, 'GET', anonymous)).status).toBe(200)
})

test('the documentation is open, names every route', async () => {
  const page = await ask(`${door.url}/docs`, 'GET', anonymous)
  expect(page.status).toBe(200)
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'self';(?!.*script)/)
  const { body } = await ask(`${door.url}/docs/json`, 'GET', anonymous)
  expect(Object.keys(body.paths).sort()).toEqual([
    '/emkt/int/integracao.php',
    '/healthz',
    '/metrics',
    '/platform/whatsappconnect/1.0/api/message/template/{configId}',
    '/platform/whatsappconnect/1.0/api/reports/hsm',
    '/readyz',
    '/session',
    '/v1/accounts',
    '/v1/accounts/{account}',
    '/v1/accounts/{account}/audit',
    '/v1/accounts/{account}/batches',
    '/v1/accounts/{account}/batches/columns',
    '/v1/accounts/{account}/batches/test',
    '/v1/accounts/{account}/batches/{id}',
    '/v1/accounts/{account}/batches/{id}/cancel',
    '/v1/accounts/{account}/batches/{id}/messages',
    '/v1/accounts/{account}/batches/{id}/pause',
    '/v1/accounts/{account}/batches/{id}/reasons',
    '/v1/accounts/{account}/batches/{id}/rejected',
    '/v1/accounts/{account}/batches/{id}/resume',
    '/v1/accounts/{account}/batches/{id}/retry',
    '/v1/accounts/{account}/batches/{id}/series',
    '/v1/accounts/{account}/callbacks',
    '/v1/accounts/{account}/callbacks/replay',
    '/v1/accounts/{account}/forget',
    '/v1/accounts/{account}/gate',
    '/v1/accounts/{account}/messages',
    '/v1/accounts/{account}/messages/search',
    '/v1/accounts/{account}/messages/{id}',
    '/v1/accounts/{account}/messages/{id}/resolve',
    '/v1/accounts/{account}/messages/{id}/retry',
    '/v1/accounts/{account}/report',
    '/v1/accounts/{account}/suppressions',
    '/v1/accounts/{account}/suppressions/counts',
    '/v1/accounts/{account}/suppressions/remove',
    '/v1/accounts/{account}/suppressions/search',
    '/v1/accounts/{account}/templates',
    '/v1/accounts/{account}/templates/sync',
    '/v1/accounts/{account}/unknown',
    '/v1/accounts/{account}/unknown/resolve',
    '/v1/accounts/{account}/webhook/unmatched',
    '/v1/keys',
    '/v1/keys/{id}',
    '/webhooks/hi-broker/{account}/{secret}',
  ])
  const send = body.paths['/v1/accounts/{account}/messages'].post
  expect(Object.keys(send.responses).sort()).toEqual([
    '202',
    '400',
    '401',
    '403',
    '404',
    '413',
    '415',
    '422',
    '429',
    '500',
    '503',
    '507',
  ])
  expect(Object.keys(send.requestBody.content['application/json'].examples)).toContain('friendly')
  expect(JSON.stringify(send.requestBody)).toContain('elementName')
  const batch = body.paths['/v1/accounts/{account}/batches'].post
  expect(Object.keys(batch.requestBody.content)).toEqual([
    'text/csv',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/x-ndjson',
    'application/json',
  ])
  expect(Object.keys(body.components.securitySchemes)).toEqual(['basic', 'key', 'metricsToken'])
  expect(Object.keys(body.components.schemas).sort()).toEqual([
    'Account',
    'Accounts',
    'Act',
    'ApiKey',
    'ApiKeys',
    'AuditPage',
    'Batch',
    'BatchCheck',
    'BatchList',
    'BatchPage',
    'BatchProgress',
    'BatchReasons',
    'BatchReceipt',
    'BatchRetry',
    'BatchSeries',
    'CallbackReplay',
    'Callbacks',
    'DoubtsResolved',
    'Forgotten',
    'Gate',
    'Health',
    'HiMessage',
    'Holdup',
    'KeyRevoked',
    'ListedSuppression',
    'MadeApiKey',
    'Message',
    'MessagesFound',
    'NewMessage',
    'NewRow',
    'Problem',
    'RejectedRows',
    'Report',
    'SendReceipt',
    'Session',
    'SessionEnded',
    'Suppression',
    'SuppressionCounts',
    'SuppressionLift',
    'SuppressionPage',
    'SuppressionReceipt',
    'SuppressionsFound',
    'SuppressionsLifted',
    'TablePage',
    'Template',
    'TemplatePage',
    'TemplateSync',
    'TestReceipt',
    'UnknownMessages',
    'UnmatchedEvents',
  ])
})

test('the documentation is one that generators of clients read well', async () => {
  const { body } = await ask(`${door.url}/docs/json`, 'GET', anonymous)
  expect(body).toMatchObject({
    info: { title: 'Disparo', license: { name: 'MIT' } },
    servers: [{ url: '/' }],
  })
  expect(JSON.stringify(body)).not.toMatch(/Default Response|9007199254740991|propertyNames/)
  const { counts } = body.components.schemas.Batch.properties
  expect(Object.keys(counts.properties)).toEqual(counts.required)
  const ids = Object.values(body.paths as Record<string, object>).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  )
  expect(ids).not.toContain(undefined)
  expect(new Set(ids).size).toBe(ids.length)
})

test('every example of the documentation is taken', async () => {
  const { body } = await ask(`${door.url}/docs/json`, 'GET', anonymous)
  const future = new Date(Date.now() + 3_600_000).toISOString()
  const { examples } =
    body.paths['/v1/accounts/{account}/messages'].post.requestBody.content['application/json']
  for (const { value } of Object.values(examples) as { value: object }[]) {
    const message = 'expiresAt' in value ? { ...value, expiresAt: future } : value
    expect((await door.call('POST', '/messages', { body: message })).status).toBe(202)
  }
  const { content } = body.paths['/v1/accounts/{account}/batches'].post.requestBody
  for (const [type, { examples = {} }] of Object.entries(content) as [string, { examples: object }][]) {
    for (const { value } of Object.values(examples) as { value: unknown }[]) {
      const answer = await door.call('POST', '/batches', { body: value, type })
      expect(answer).toMatchObject({ status: 202, body: { rejected: 0 } })
    }
  }
})

test('a request is one line of the log, without ids, numbers or text of people', async () => {
  const to = '5511987650000'
  const body = { to, template: { namespace: 'ns', elementName: 'aviso' }, body: ['texto-pessoal'] }
  const { id } = (await door.call('POST', '/messages', { body })).body
  await door.call('POST', '/messages', { body: { ...body, to: `${to}x`, extra: 'texto-pessoal' } })
  await door.call('GET', `/messages/${id}?x=texto-pessoal`)
  const lines = door.log.filter(({ event }) => event === 'http:answered')
  expect(lines.at(-1)).toMatchObject({
    method: 'GET',
    route: '/v1/accounts/:account/messages/:id',
    status: 400,
    ms: expect.any(Number),
    request: expect.any(String),
  })
  expect(JSON.stringify(door.log)).not.toMatch(new RegExp(`${to}|texto-pessoal|${id}`))
})

test('what is no request, or has headers too large, is answered as a problem', async () => {
  const huge = await ask(`${door.url}/healthz`, 'GET', { headers: { 'x-long': 'x'.repeat(20_000) } })
  expect(huge.status).toBe(431)
  expect(huge.headers['content-type']).toBe('application/problem+json')
  expect(huge.body).toMatchObject({ type: '/problems/headers-too-large', status: 431 })
})
