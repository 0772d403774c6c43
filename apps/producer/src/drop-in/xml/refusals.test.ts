import { afterAll, describe, expect, test } from 'vitest'
import { basic } from '../../test-support/test-user.js'
import {
  codeOf,
  formHeaders,
  login,
  openXmlDropIn,
  query,
  remetente,
  user,
} from './xml-drop-in.test.support.js'

const door = await openXmlDropIn({
  accounts: [{ remetente }, { configId: 'de-outros' }, { configId: 'urgente', defaultLane: 'urgent' }],
  users: ([first = '', others = '']) => [
    { name: 'so-envia', password: 'senha-1', roles: ['send'], accounts: [first] },
    { name: 'so-consulta', password: 'senha-2', roles: ['read'], accounts: [first] },
    { name: 'outro', password: 'senha-3', accounts: [others] },
  ],
})
afterAll(() => door.close())
const [account] = door.accounts

const contact = (phone = '11987554321', ...texts: string[]) =>
  `<contact><phone>${phone}</phone><component type="body">${texts
    .map((text) => `<parameter type="text">${text}</parameter>`)
    .join('')}</component></contact>`
const dispatch = (content = contact(), sender = remetente, template = 'alerta1') =>
  `<main><emkt trans="50.01"><remetente>${sender}</remetente><namespace>ns</namespace>` +
  `<element_name>${template}</element_name>${content}</emkt></main>`
const post = (document: string, name: string, password: string) =>
  door.post(document, { authorization: basic(name, password) })

describe('what is wrong with a document is answered 200, in the envelope, and nothing is enqueued', () => {
  test.each([
    ['02', 'bem formado', 'isto não é XML'],
    ['02', 'bem formado', dispatch().slice(0, -3)],
    ['02', 'entidade desconhecida', dispatch().replace('alerta1', '&aacute;')],
    ['03', 'transação desconhecida', query('x').replace('50.02', '40.03')],
    ['03', 'é obrigatório', query('x').replace(' trans="50.02"', '')],
    ['04', 'main', '<outro/>'],
    ['04', 'remetente: é obrigatório', dispatch(contact(), ' ')],
    ['04', 'contact: informe ao menos um contato', dispatch('')],
    [
      '04',
      'contact[2].phone: o telefone do contato 2 deve ter DDD',
      dispatch(contact() + contact('987554321')),
    ],
    ['04', 'contact[1].phone: falta o telefone', dispatch(contact(''))],
    ['04', 'o parâmetro 2 do contato 1 está vazio', dispatch(contact('11987554321', 'a', ''))],
    [
      '04',
      'contact[1].parameter[2]: o parâmetro 2 do contato 1 deve ser',
      dispatch(contact('11987554321', 'a', 'b\nc')),
    ],
    ['04', 'contact[2].parameter[1]: ', dispatch(contact() + contact('11987554321', 'x'.repeat(1_025)))],
    ['04', 'contact[1].component: ', dispatch(contact('11987554321', 'x'.repeat(600), 'x'.repeat(600)))],
    ['04', 'element_name: deve ser', dispatch(contact(), remetente, 'x'.repeat(513))],
    ['05', 'remetente: não é de uma conta', dispatch(contact(), 'nenhum')],
    ['04', 'codigo: é obrigatório', query('')],
    ['06', 'codigo: desconhecido', query('5c3ca43c-4ece-4018-8667-56384bbe5900')],
    ['06', 'codigo: desconhecido', query('gate')],
  ])('%s %s', async (id, told, document) => {
    const reply = await door.ask(document)
    expect(reply.status).toBe(200)
    expect(reply.headers['content-type']).toBe('text/xml; charset=UTF-8')
    expect(reply.answer).toMatchObject({ kind: 'error', id, text: expect.stringContaining(told) })
    expect(reply.text).toMatch(/^<main><emkt( trans="50\.0[12]")? KEY="[0-9a-f]{28}"><return ID="\d\d">/)
  })

  test('the transaction is named where it could be read', async () => {
    const transOf = async (document: string) => /trans="([^"]*)"/.exec((await door.ask(document)).text)?.[1]
    expect(await transOf(dispatch(contact('987554321')))).toBe('50.01')
    expect(await transOf(query(''))).toBe('50.02')
    expect(await transOf(query('').replace('50.02', '40.03'))).toBeUndefined()
    expect(await transOf('isto não é XML')).toBeUndefined()
  })

  test('a wrong contact among many refuses all, and neither answer nor log repeats a number or text', async () => {
    const before = await account.waiting()
    const document = dispatch(contact('11987554321', 'segredo') + contact('11912345678', 'segredo\tsegredo'))
    const reply = await door.ask(document)
    expect(reply.answer).toMatchObject({ kind: 'error', id: '04' })
    for (const place of [reply.text, JSON.stringify(door.log)]) {
      expect(place).not.toMatch(/segredo|987554321|912345678|senhaApi/)
      expect(place).not.toContain(login.Pass)
    }
    expect(await account.waiting()).toBe(before)
  })

  test('what is wrong with every contact is said once', async () => {
    const { answer } = await door.ask(dispatch(contact().repeat(200), remetente, 'x'.repeat(513)))
    expect(answer.kind === 'error' && answer.text.match(/element_name/g)).toHaveLength(1)
  })
})

describe('who may not come in is told by the status too', () => {
  test('401 with a challenge for no password, a wrong one, and one that is no MD5', async () => {
    const document = dispatch()
    const none = await door.ask(document, {})
    const wrong = await door.ask(document, { ...login, Pass: 'f'.repeat(32) })
    const plain = await door.ask(document, { User: user.name, Pass: user.password })
    const nobody = await door.ask(document, { ...login, User: 'ninguem' })
    for (const reply of [none, wrong, plain, nobody, await post(document, user.name, login.Pass)]) {
      expect(reply.status).toBe(401)
      expect(reply.headers['www-authenticate']).toMatch(/^Basic /)
      expect(reply.headers).not.toHaveProperty('x-rate-limit-limit')
      expect(reply.answer).toMatchObject({ kind: 'error', id: '01' })
    }
    expect(none.text).toContain('Faltam usuário e senha')
    expect(plain.text).toContain('MD5')
  })

  test('429 with Retry-After for a name that failed too often; others are not affected', async () => {
    const form = { User: 'insistente', Pass: 'errada' }
    for (let n = 0; n < 10; n++) expect((await door.ask(dispatch(), form)).status).toBe(401)
    const reply = await door.ask(dispatch(), form)
    expect(reply).toMatchObject({ status: 429, answer: { kind: 'error', id: '01' } })
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
    expect((await door.ask(dispatch())).answer.kind).toBe('code')
  })

  test('403 for a user who may only do the other thing', async () => {
    const code = codeOf(await post(dispatch(), 'so-envia', 'senha-1'))
    expect(await post(query(code), 'so-envia', 'senha-1')).toMatchObject({
      status: 403,
      answer: { id: '08' },
    })
    expect(await post(dispatch(), 'so-consulta', 'senha-2')).toMatchObject({
      status: 403,
      answer: { id: '08' },
    })
    expect((await post(query(code), 'so-consulta', 'senha-2')).answer).toMatchObject({
      kind: 'items',
      items: [{ telefone: '11987554321', status: 'Na fila' }],
    })
  })

  test('403 for HTTP Basic that a page of another site has the browser send; its form with User and Pass is taken', async () => {
    const before = await account.waiting()
    const pages = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: new URL(door.url).origin },
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
    ]
    const known = { authorization: basic(user.name, user.password) }
    const form = new URLSearchParams({ XML: dispatch() }).toString()
    for (const page of pages) {
      const bare = await door.post(dispatch(), { ...known, ...page, 'content-type': 'text/plain' })
      for (const reply of [bare, await door.post(form, { ...known, ...page, ...formHeaders })]) {
        expect(reply).toMatchObject({ status: 403, answer: { kind: 'error', id: '08' } })
        expect(reply.text).toContain('páginas de outros sites')
      }
    }
    expect(await account.waiting()).toBe(before)
    expect((await door.post(dispatch(), { ...known, origin: new URL(door.url).origin })).answer.kind).toBe(
      'code',
    )
    const shown = new URLSearchParams({ ...login, XML: dispatch() }).toString()
    expect((await door.post(shown, { ...formHeaders, ...pages[0] })).answer.kind).toBe('code')
  })

  test('the accounts of others, and their codes, are as if they were not there', async () => {
    const code = codeOf(await door.ask(dispatch()))
    expect((await post(dispatch(), 'outro', 'senha-3')).answer).toMatchObject({ kind: 'error', id: '05' })
    expect((await post(query(code), 'outro', 'senha-3')).answer).toMatchObject({ kind: 'error', id: '06' })
    expect((await post(dispatch(contact(), 'de-outros'), 'outro', 'senha-3')).answer.kind).toBe('code')
  })

  test('another path or method is answered in the envelope', async () => {
    const other = await fetch(door.url.replace('integracao', 'outra'), { method: 'POST', body: 'x' })
    const get = await fetch(door.url)
    for (const response of [other, get]) {
      expect(response.status).toBe(404)
      expect(await response.text()).toContain('<return ID="13">')
    }
  })

  test('a multipart form that is broken is answered 400', async () => {
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=a']) {
      const body = '--a\r\nContent-Disposition: form-data; name="XML"\r\n\r\n<main>'
      const reply = await door.post(body, { 'content-type': type })
      expect(reply).toMatchObject({ status: 400, answer: { kind: 'error', id: '12' } })
    }
  })
})

describe('the lane', () => {
  const laneOf = async (code: string) => (await door.accounts[2]?.disparo.batch(code))?.lane

  test("is the account's default for one contact, and bulk for more", async () => {
    expect(await laneOf(codeOf(await door.ask(dispatch(contact(), 'urgente'))))).toBe('urgent')
    expect(await laneOf(codeOf(await door.ask(dispatch(contact() + contact(), 'urgente'))))).toBe('bulk')
  })
})

describe('the quota', () => {
  test('is told with every answer to a known user, and past it comes 429', async () => {
    const small = await openXmlDropIn({ requestsPerMinute: 2 })
    try {
      const first = await small.ask(dispatch())
      expect(first.headers).toMatchObject({ 'x-rate-limit-limit': '2', 'x-rate-limit-remaining': '1' })
      expect((await small.ask('nada')).headers).toMatchObject({ 'x-rate-limit-remaining': '0' })
      const refused = await small.post(
        new URLSearchParams({ ...login, XML: dispatch() }).toString(),
        formHeaders,
      )
      expect(refused).toMatchObject({ status: 429, answer: { kind: 'error', id: '09' } })
      expect(Number(refused.headers['x-rate-limit-reset'])).toBeGreaterThan(0)
    } finally {
      await small.close()
    }
  })
})
