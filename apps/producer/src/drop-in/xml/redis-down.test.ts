import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { startRedisProxy } from '../../test-support/redis-proxy.js'
import { codeOf, login, openXmlDropIn, query, remetente } from './xml-drop-in.test.support.js'

const line = await startRedisProxy(inject('redisUrl'))
const door = await openXmlDropIn({ redis: line.url })
afterAll(async () => {
  await door.close()
  await line.disconnect()
})
beforeEach(() => line.disconnect())

const document = (identificador = '') =>
  `<main><emkt trans="50.01"><remetente>${remetente}</remetente><identificador>${identificador}</identificador>` +
  `<namespace>ns</namespace><element_name>a</element_name><contact><phone>11987554321</phone></contact></emkt></main>`
const unknown = query('5c3ca43c-4ece-4018-8667-56384bbe5900')

async function mend(): Promise<void> {
  await line.reconnect()
  await expect.poll(() => door.ask(unknown)).toMatchObject({ status: 200 })
  await expect.poll(async () => (await door.ask(document())).status).toBe(200)
}

test('a request is refused with 503 in the envelope, and repeated with its identificador it is one', async () => {
  const refused = await door.ask(document())
  expect(refused).toMatchObject({
    status: 503,
    headers: { 'retry-after': '5', 'content-type': 'text/xml; charset=UTF-8' },
    answer: { kind: 'error', id: '11' },
  })
  expect(refused.text).toContain(' trans="50.01"')
  expect(door.log).toContainEqual(
    expect.objectContaining({ event: 'redis:unavailable', reason: 'ECONNREFUSED' }),
  )
  const identificador = /identificador ([A-Za-z0-9]{13}),/.exec(refused.text)?.[1]
  expect(identificador).toBeDefined()

  await mend()
  const code = codeOf(await door.ask(document(identificador)))
  expect(codeOf(await door.ask(document(identificador)))).toBe(code)
})

test('a query is refused with 503, a document that is wrong as ever, and a wrong password with 401', async () => {
  expect(await door.ask(unknown)).toMatchObject({ status: 503, answer: { kind: 'error', id: '11' } })
  expect(await door.ask('nada')).toMatchObject({ status: 200, answer: { kind: 'error', id: '02' } })
  expect((await door.ask(unknown, { ...login, Pass: 'errada' })).status).toBe(401)
  await mend()
})
