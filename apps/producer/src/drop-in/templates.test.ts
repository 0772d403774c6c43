import { storeCatalogue } from '@disparo/core/internal/catalogue'
import { accountKeys, openRedis, redisNow } from '@disparo/core/internal/redis'
import type { Template } from '@disparo/core/internal/templates'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { message, openDropIn } from './rest/drop-in.test.support.js'
import { openXmlDropIn, remetente } from './xml/xml-drop-in.test.support.js'

const redis = openRedis(inject('redisUrl'), 'worker')
const [rest, xml] = await Promise.all([openDropIn(), openXmlDropIn()])
const aviso: Template = {
  name: 'aviso',
  status: 'APPROVED',
  body: 'Olá {{1}}',
  variables: ['1'],
  buttons: [],
}

async function store(account: string, status: string): Promise<void> {
  const keys = accountKeys(account)
  await storeCatalogue(redis, keys, {
    ...{ source: 'broker', enforce: 'refuse', from: 'a', problems: [] },
    templates: [{ ...aviso, status }],
    now: await redisNow(redis, keys),
  })
}
beforeAll(() => Promise.all([rest, xml].map(({ accounts: [{ name }] }) => store(name, 'APPROVED'))))
afterAll(async () => {
  redis.disconnect()
  await Promise.all([rest.close(), xml.close()])
})

const body = (...texts: string[]) => ({
  components: [{ type: 'body', parameters: texts.map((text) => ({ type: 'text', text })) }],
})
const document = (elementName: string, texts: readonly string[], identificador = '') =>
  `<main><emkt trans="50.01"><remetente>${remetente}</remetente><identificador>${identificador}</identificador>` +
  `<namespace>ns</namespace><element_name>${elementName}</element_name><contact><phone>11987554321</phone>` +
  `<component type="body">${texts.map((text) => `<parameter type="text">${text}</parameter>`).join('')}</component>` +
  '</contact></emkt></main>'

test("what does not go with its template is refused by the REST drop-in with the seed's 400, in Portuguese", async () => {
  expect((await rest.send({ ...message, ...body('Ana') })).status).toBe(200)
  const cases = [
    [{ ...message }, 'components', 'é obrigatório'],
    [{ ...message, ...body('a', 'b') }, 'components[0].parameters', 'os que o template pede'],
    [{ ...message, ...body('a'), elementName: 'avizo' }, 'elementName', 'o nome de um template aprovado'],
  ] as const
  for (const [wrong, field, text] of cases) {
    const answer = await rest.send(wrong)
    expect(answer).toMatchObject({ status: 400, body: { status: 'ERROR', fields: [field] } })
    expect(answer.body.message).toContain(text)
  }
})

test('by the XML drop-in with its own error, and no contact goes', async () => {
  const cases = [
    [document('aviso', ['a', 'b']), 'contact[1].component', 'não são os que o template pede'],
    [document('avizo', ['a']), 'element_name', 'template aprovado'],
  ] as const
  for (const [wrong, field, words] of cases) {
    const { answer, text } = await xml.ask(wrong)
    expect(answer.kind).toBe('error')
    expect(text).toContain(field)
    expect(text).toContain(words)
  }
  expect(await xml.accounts[0].waiting()).toBe(0)
  expect((await xml.ask(document('aviso', ['Ana']))).answer.kind).toBe('code')
})

test('a document that is repeated is answered as before, though its template has been paused since', async () => {
  const sent = document('aviso', ['Ana'], 'pedido1')
  const { answer } = await xml.ask(sent)
  expect(answer.kind).toBe('code')
  await store(xml.accounts[0].name, 'PAUSED')
  await xml.accounts[0].disparo.templates()
  expect((await xml.ask(sent)).answer).toEqual(answer)
  expect((await xml.ask(document('aviso', ['Ana'], 'pedido2'))).answer.kind).toBe('error')
})
