import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { codeOf, filled, openXmlDropIn, remetente } from './xml-drop-in.test.support.js'

const namespace = 'cd551e83_8455_45fd_a2ff_35ef6a51f3c6'
const door = await openXmlDropIn()
afterAll(() => door.close())
const [account] = door.accounts

const idsOf = async (code: string) =>
  (await account.disparo.batchMessages(code))?.messages.map(({ id }) => id) ?? []

test('the full structure, word for word, enqueues its contacts and answers as the sample does', async () => {
  const values = ['pedido51', namespace, 'alerta1', '11987554321', 'Maria', '(21) 3333-4444', 'João']
  const reply = await door.ask(filled('dispatch-full', remetente, ...values))
  expect(reply.status).toBe(200)
  expect(reply.headers['content-type']).toBe('text/xml; charset=UTF-8')
  const code = codeOf(reply)
  expect(reply.text).toMatch(/^<main><emkt trans="50\.01" KEY="[0-9a-f]{28}"><return>/)
  expect(reply.text.replace(/KEY="\w+"/, 'KEY')).toBe(
    `<main><emkt trans="50.01" KEY><return>${code}</return></emkt></main>`,
  )

  expect(await account.disparo.batch(code)).toMatchObject({ total: 2, lane: 'bulk' })
  const text = (value: string) => [{ type: 'body', parameters: [{ type: 'text', text: value }] }]
  expect(await account.queued(await idsOf(code))).toEqual([
    { to: '5511987554321', namespace, elementName: 'alerta1', components: text('Maria') },
    { to: '552133334444', namespace, elementName: 'alerta1', components: text('João') },
  ])
})

test('the basic structure enqueues messages without variables', async () => {
  const reply = await door.ask(filled('dispatch-basic', remetente, namespace, 'alerta1', '11987554321'))
  expect(await account.queued(await idsOf(codeOf(reply)))).toEqual([
    { to: '5511987554321', namespace, elementName: 'alerta1' },
  ])
})

test('the example of a contact with one variable goes with the rest around it', async () => {
  const contact = filled('contact', '21987554321')
  const document = filled('dispatch-basic', remetente, namespace, 'alerta1').replace(
    /<contact>.*<\/contact>/s,
    contact,
  )
  const [message] = await account.queued(await idsOf(codeOf(await door.ask(document))))
  expect(message).toMatchObject({
    to: '5521987554321',
    components: [{ type: 'body', parameters: [{ type: 'text', text: 'Maria' }] }],
  })
})

test('the query of the documentation is answered with an item for each contact, as its sample is', async () => {
  const document = filled(
    'dispatch-full',
    remetente,
    '',
    namespace,
    'a',
    '11987554321',
    'x',
    '2133334444',
    'y',
  )
  const code = codeOf(await door.ask(document))
  const query = readFileSync(new URL('fixtures/status-query.xml', import.meta.url), 'utf8')
  const asked = query.replace('5c3ca43c-4ece-4018-8667-56384bbe5900', code)
  expect(asked).not.toBe(query)
  const reply = await door.ask(asked)
  expect(reply.status).toBe(200)
  expect(reply.headers['content-type']).toBe('text/xml; charset=UTF-8')
  expect(reply.text.replace(/KEY="[0-9a-f]{28}"/, 'KEY')).toBe(
    '<main><emkt trans="40.03" KEY>' +
      '<item><telefone>11987554321</telefone><status>Na fila</status></item>' +
      '<item><telefone>2133334444</telefone><status>Na fila</status></item>' +
      '</emkt></main>',
  )
})

test("the documentation's own code is unknown here", async () => {
  const query = readFileSync(new URL('fixtures/status-query.xml', import.meta.url), 'utf8')
  expect((await door.ask(query)).answer).toMatchObject({ kind: 'error', id: '06' })
})

test.each(['dispatch-full', 'dispatch-basic'])('%s with its blanks names what is missing', async (name) => {
  const reply = await door.ask(filled(name))
  expect(reply.status).toBe(200)
  expect(reply.answer).toMatchObject({ kind: 'error', id: '04' })
  for (const field of ['remetente', 'namespace', 'element_name', 'contact[1].phone']) {
    expect(reply.text).toContain(`${field}: `)
  }
})
