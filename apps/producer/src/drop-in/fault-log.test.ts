import { openRedis } from '@disparo/core/internal/redis'
import { afterAll, expect, inject, test } from 'vitest'
import { message, openDropIn } from './rest/drop-in.test.support.js'
import { openXmlDropIn, remetente } from './xml/xml-drop-in.test.support.js'

const phone = '11987554321'
const redis = openRedis(inject('redisUrl'), 'worker')
const [dropIn, door] = await Promise.all([openDropIn(), openXmlDropIn()])
afterAll(async () => {
  redis.disconnect()
  await Promise.all([dropIn.close(), door.close()])
})

/** What Redis refuses, it says with the whole command: the message's job among its arguments. */
test('a fault of ours is logged by both interfaces, and nobody is in it', async () => {
  for (const { name, keys } of [dropIn.accounts[0], door.accounts[0]]) {
    for (const lane of ['urgent', 'bulk']) {
      await redis.set(`${keys.prefix}:${name}-${lane}:prioritized`, 'of another type')
      await redis.set(`${keys.prefix}:${name}-${lane}:wait`, 'of another type')
    }
  }
  expect((await dropIn.send({ ...message, to: `55${phone}` })).status).toBe(500)
  const xml =
    `<main><emkt trans="50.01"><remetente>${remetente}</remetente><namespace>ns</namespace>` +
    `<element_name>a</element_name><contact><phone>${phone}</phone></contact></emkt></main>`
  expect((await door.ask(xml)).status).toBe(500)
  for (const { log } of [dropIn, door]) {
    expect(log).toContainEqual(expect.objectContaining({ event: 'http:failed', name: 'ReplyError' }))
    expect(JSON.stringify(log)).not.toContain(phone)
  }
})
