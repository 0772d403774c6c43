import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { startRedisProxy } from '../../test-support/redis-proxy.js'
import { message, openDropIn } from './drop-in.test.support.js'

const line = await startRedisProxy(inject('redisUrl'))
const dropIn = await openDropIn({ redis: line.url })
afterAll(async () => {
  await dropIn.close()
  await line.disconnect()
})
beforeEach(() => line.disconnect())

async function mend(): Promise<void> {
  await line.reconnect()
  await expect.poll(() => dropIn.report()).toMatchObject({ status: 200 })
}

test('a message is refused with 503 in the envelope, and repeated with its key it is one message', async () => {
  const refused = await dropIn.send(message)
  expect(refused).toMatchObject({
    status: 503,
    headers: { 'retry-after': '5', 'x-rate-limit-limit': '6000' },
    body: { status: 'ERROR', idempotencyKey: expect.any(String) },
  })
  expect(refused.body.message).toContain('Idempotency-Key')
  expect(dropIn.log).toContainEqual(
    expect.objectContaining({ event: 'redis:unavailable', reason: 'ECONNREFUSED' }),
  )

  await mend()
  const headers = { 'idempotency-key': refused.body.idempotencyKey }
  const taken = await dropIn.send(message, { headers })
  expect(taken.status).toBe(200)
  expect((await dropIn.send(message, { headers })).body).toEqual(taken.body)
})

test('the report is refused with 503 in the envelope, and a wrong password still with 401', async () => {
  expect(await dropIn.report()).toMatchObject({ status: 503, body: { status: 'ERROR' } })
  const headers = { authorization: `Basic ${Buffer.from('usuarioApi:errada').toString('base64')}` }
  expect((await dropIn.send(message, { headers })).status).toBe(401)
  await mend()
})
