import { afterAll, expect, test } from 'vitest'
import { startTestServer } from '../test-support/test-server.js'

const door = await startTestServer({ hasWorker: false })
afterAll(() => door.close())

const message = { to: '551199999999', namespace: 'ns', elementName: 'aviso' }

test('receipts and batches say that no worker is there, and promise no time', async () => {
  const one = await door.call('POST', '/messages', { body: message })
  expect(one.status).toBe(202)
  expect(one.body).toMatchObject({ created: true, hasWorker: false })
  expect(one.body).not.toHaveProperty('estimatedSendAt')

  const batch = await door.call('POST', '/batches', { body: [message] })
  expect(batch.body).toMatchObject({ enqueued: 1, hasWorker: false })
  expect(batch.body).not.toHaveProperty('estimatedDoneAt')
  const path = `/batches/${batch.body.id}`
  expect((await door.call('GET', path)).body).toMatchObject({ total: 1, hasWorker: false })
  expect((await door.call('POST', `${path}/pause`)).body).toMatchObject({ state: 'paused', hasWorker: false })
})
