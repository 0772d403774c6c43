import { gzipSync } from 'node:zlib'
import { Account } from '@disparo/core/internal/account'
import { pino } from 'pino'
import { request } from 'undici'
import { afterAll, expect, inject, test } from 'vitest'
import { createAuthenticator } from './access/authenticator.js'
import { withSecrets } from './accounts/configured-accounts.js'
import { createApp } from './app.js'
import { openXmlDropIn } from './drop-in/xml/xml-drop-in.test.support.js'
import { authorization, startTestServer } from './test-support/test-server.js'
import { openWebhooks } from './webhook/open-webhooks.js'

const door = await startTestServer()
const xml = await openXmlDropIn()
const secret = 'a-secret-of-the-address'
const account = Account.parse({
  ...{ name: 'encoded', configId: 'x', username: 'x', password: { env: 'X' } },
  webhookSecret: { env: 'WEBHOOK' },
})
const opened = openWebhooks(withSecrets([account], { WEBHOOK: secret }), inject('redisUrl'))
const listening = await createApp({
  ...{ accounts: new Map(), authenticator: createAuthenticator(new Map()), webhooks: opened.webhooks },
  logger: pino({ level: 'silent' }),
})
const webhook = `${await listening.listen({ host: '127.0.0.1', port: 0 })}/webhooks/hi-broker/encoded/${secret}`
afterAll(async () => {
  await Promise.all([door.close(), xml.close(), listening.close()])
  opened.close()
})

const message = '{"to": "5511900000001", "namespace": "ns", "elementName": "aviso"}'
const table = 'to,namespace,elementName\n5511900000001,ns,aviso\n'
const types = {
  json: 'application/json',
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

const json = { headers: { 'content-encoding': 'gzip' }, body: gzipSync(message) }

test.each([
  ['a message', '/messages', types.json],
  ['a batch in JSON', '/batches', types.json],
  ['a CSV', '/batches', types.csv],
  ['a CSV with strict', '/batches?strict=true', types.csv],
  ['NDJSON', '/batches', types.ndjson],
  ['a workbook', '/batches', types.xlsx],
  ['a recipient to forget', '/forget', types.json],
  ['a recipient to find', '/messages/search', types.json],
])(
  '%s that is compressed is refused with how to send it, and nothing is enqueued',
  async (_title, path, type) => {
    const refused = await door.call('POST', path, { ...json, type })
    expect(refused).toMatchObject({
      status: 415,
      headers: { 'accept-encoding': 'identity' },
      body: {
        type: '/problems/unsupported-media-type',
        detail: expect.stringContaining('without Content-Encoding'),
      },
    })
  },
)

test.each(['gzip', 'x-gzip', 'deflate', 'br', 'zstd', 'identity, GZIP', 'unheard-of'])(
  'no coding is unpacked: %s',
  async (coding) => {
    const call = { type: types.csv, body: table, headers: { 'content-encoding': coding } }
    expect((await door.call('POST', '/batches', call)).status).toBe(415)
  },
)

test('what says that it has none is taken', async () => {
  const call = { type: types.csv, body: table, headers: { 'content-encoding': 'Identity' } }
  expect((await door.call('POST', '/batches', call)).status).toBe(202)
})

test('who has no password is told that first', async () => {
  const headers = { ...json.headers, authorization: '' }
  expect((await door.call('POST', '/messages', { ...json, headers })).status).toBe(401)
})

test("Hi Platform's own interfaces refuse it in their envelopes", async () => {
  const path = '/platform/whatsappconnect/1.0/api/message/template/any'
  const answer = await request(`${door.url}${path}`, {
    method: 'POST',
    headers: { authorization, ...json.headers },
    body: json.body,
  })
  expect(answer.statusCode).toBe(415)
  expect(await answer.body.json()).toMatchObject({
    status: 'ERROR',
    message: expect.stringContaining('sem Content-Encoding'),
  })
  for (const type of ['text/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=a']) {
    const reply = await xml.post(gzipSync('<main/>'), { 'content-type': type, 'content-encoding': 'gzip' })
    expect(reply).toMatchObject({ status: 415, answer: { kind: 'error', id: '12' } })
    expect(reply.text).toContain('sem Content-Encoding')
  }
})

test('the webhook refuses it, too', async () => {
  const answer = await request(webhook, { method: 'POST', ...json })
  expect(answer.statusCode).toBe(415)
  expect(await answer.body.json()).toMatchObject({
    detail: expect.stringContaining('without Content-Encoding'),
  })
})
