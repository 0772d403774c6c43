import { newKey } from '@disparo/service/keys'
import { afterAll, expect, test } from 'vitest'
import { message, openDropIn, seedUser } from './rest/drop-in.test.support.js'
import { filled, openXmlDropIn, remetente } from './xml/xml-drop-in.test.support.js'

const rest = await openDropIn()
const xml = await openXmlDropIn()
afterAll(() => Promise.all([rest.close(), xml.close()]))

const withKey = (key: string) => ({ authorization: `Bearer ${key}` })

test("Hi Platform's REST interface takes a key as it takes a user, within its roles and accounts", async () => {
  const terms = { name: 'erp', createdBy: seedUser.name, accounts: '*' } as const
  const sends = await rest.apiKeys.create({ ...terms, roles: ['send'] })
  expect((await rest.send(message, { headers: withKey(sends.text) })).status).toBe(200)
  expect((await rest.report({}, { headers: withKey(sends.text) })).status).toBe(403)
  const elsewhere = await rest.apiKeys.create({ ...terms, roles: ['send'], accounts: ['elsewhere'] })
  expect((await rest.send(message, { headers: withKey(elsewhere.text) })).status).toBe(400)
  for (const { id } of [sends, elsewhere]) await rest.apiKeys.revoke(id)
  const refused = await rest.send(message, { headers: withKey(sends.text) })
  expect(refused).toMatchObject({ status: 401, body: { status: 'ERROR' } })
  expect(refused.headers['www-authenticate']).toContain('invalid_token')
  expect(JSON.stringify(rest.log)).not.toContain(sends.text.slice(18))
})

test('its XML interface takes one with the bare document alone', async () => {
  const owner = { name: 'erp', createdBy: 'api@empresa.com.br', accounts: '*', roles: ['send'] } as const
  const { id, text } = await xml.apiKeys.create(owner)
  const document = filled('dispatch-basic', remetente, 'ns', 'aviso', '11987554321')
  const bare = (key: string) => xml.post(document, { ...withKey(key), 'content-type': 'application/xml' })
  const taken = await bare(text)
  expect([taken.status, taken.answer.kind]).toEqual([200, 'code'])
  // A form has a field for a user's password, and none for a key.
  expect((await xml.ask(document, { User: owner.createdBy, Pass: text })).status).not.toBe(200)
  await xml.apiKeys.revoke(id)
  for (const key of [text, newKey().text]) expect((await bare(key)).answer.kind).not.toBe('code')
})
