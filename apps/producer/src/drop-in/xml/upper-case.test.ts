import { md5Of } from '@disparo/service/users'
import { afterAll, expect, test } from 'vitest'
import { codeOf, filled, openXmlDropIn, remetente } from './xml-drop-in.test.support.js'

const reader = { name: 'legado@empresa.com.br', password: 'senhaDoLegado' }
const login = { User: reader.name, Pass: md5Of(reader.password) }
const door = await openXmlDropIn({ users: () => [{ ...reader, xmlCase: 'upper' }] })
afterAll(() => door.close())

const dispatch = (...values: string[]) => filled('dispatch-basic', remetente, 'ns', 'alerta1', ...values)
const keyless = (text: string) => text.replace(/KEY="[0-9a-f]{28}"/, 'KEY')

test('a user who asks for it is answered in capitals, and with an ID', async () => {
  const sent = await door.ask(dispatch('11987554321'), login)
  const code = codeOf(sent)
  expect(keyless(sent.text)).toBe(
    `<MAIN><EMKT TRANS="50.01" KEY><RETURN ID="00">${code}</RETURN></EMKT></MAIN>`,
  )
  const asked = await door.ask(`<main><emkt trans="50.02"><codigo>${code}</codigo></emkt></main>`, login)
  expect(keyless(asked.text)).toBe(
    '<MAIN><EMKT TRANS="40.03" KEY><ITEM><TELEFONE>11987554321</TELEFONE><STATUS>Na fila</STATUS></ITEM></EMKT></MAIN>',
  )
})

test('errors are in capitals, too, wherever the fault was found', async () => {
  const wrong = await door.ask(dispatch('123'), login)
  expect(keyless(wrong.text)).toMatch(
    /^<MAIN><EMKT TRANS="50.01" KEY><RETURN ID="04">.*<\/RETURN><\/EMKT><\/MAIN>$/,
  )
  const unknown = await door.ask('<main><emkt trans="50.02"><codigo>x</codigo></emkt></main>', login)
  expect(keyless(unknown.text)).toMatch(/^<MAIN><EMKT TRANS="50.02" KEY><RETURN ID="06">/)
  const unreadable = await door.ask('<main>', login)
  expect(keyless(unreadable.text)).toMatch(/^<MAIN><EMKT KEY><RETURN ID="02">/)
})

test('whoever has shown no password is answered as the documentation does', async () => {
  const refused = await door.ask(dispatch('11987554321'), { ...login, Pass: md5Of('outra') })
  expect(refused.status).toBe(401)
  expect(keyless(refused.text)).toMatch(/^<main><emkt KEY><return ID="01">/)
})
