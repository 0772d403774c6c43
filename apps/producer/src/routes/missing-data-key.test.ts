import { randomBytes } from 'node:crypto'
import { connect } from '@disparo/core'
import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { forget, startTestServer } from '../test-support/test-server.js'

const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`
const [lost, ours] = [newKey('lost'), newKey('ours')]
const door = await startTestServer({ dataKey: ours })
const before = connect({ redis: inject('redisUrl'), account: door.account, dataKey: lost })
beforeEach(() => forget(inject('redisUrl'), door.account))
afterAll(() => Promise.all([door.close(), before.close()]))

const message = { to: '5511900000001', namespace: 'ns', elementName: 'aviso' }
const headers = { 'idempotency-key': 'order-1' }
const refused = {
  status: 503,
  headers: { 'retry-after': '60' },
  body: { type: '/problems/data-key-missing', keyId: 'lost' },
}

test('a repeat of a key whose message cannot be opened is no different message: nobody can tell', async () => {
  await before.send(message, { key: 'order-1' })
  const answer = await door.call('POST', '/messages', { body: message, headers })
  expect(answer).toMatchObject(refused)
  expect(answer.body.detail).toContain('"lost"')
  expect(door.log.find(({ event }) => event === 'http:data-key-missing')).toMatchObject({
    level: 50,
    keyId: 'lost',
  })
  await door.disparo.send(message, { key: 'order-2' })
  const other = { ...message, elementName: 'outro' }
  expect(
    await door.call('POST', '/messages', { body: other, headers: { 'idempotency-key': 'order-2' } }),
  ).toMatchObject({ status: 422, body: { type: '/problems/key-reused' } })
})

test('rows for a batch whose secret cannot be opened are refused as such, and go in when the key is back', async () => {
  const { id } = await before.sendMany([message], { key: 'order-1' })
  const batch = (path: string, query: typeof headers | undefined) =>
    door.call('POST', path, {
      type: 'application/x-ndjson',
      body: JSON.stringify(message),
      ...(query ? { headers: query } : {}),
    })
  expect(await batch('/batches', headers)).toMatchObject(refused)
  expect(await batch(`/batches?into=${id}`, undefined)).toMatchObject(refused)
  const both = connect({ redis: inject('redisUrl'), account: door.account, dataKey: `${ours},${lost}` })
  expect(await both.sendMany([message], { key: 'order-1' })).toMatchObject({ unchanged: 1, enqueued: 0 })
  await both.close()
})

test('a row whose key belongs to a message that cannot be opened is rejected for that, and the others go in', async () => {
  await before.send(message, { key: 'row-1' })
  const rows = [
    { ...message, key: 'row-1' },
    { ...message, key: 'row-2' },
  ].map((row) => JSON.stringify(row))
  expect(
    await door.call('POST', '/batches', { type: 'application/x-ndjson', body: rows.join('\n') }),
  ).toMatchObject({
    status: 202,
    body: {
      ...{ enqueued: 1, rejected: 1 },
      problems: [{ row: 1, path: 'key', message: expect.stringContaining('DISPARO_DATA_KEY') }],
    },
  })
})
