import { afterAll, describe, expect, test } from 'vitest'
import { ask } from '../../test-support/test-server.js'
import { basic } from '../../test-support/test-user.js'
import { message, openDropIn, seedAuthorization, seedUser } from './drop-in.test.support.js'

const dropIn = await openDropIn({
  configIds: ['um', 'dois', 'dois'],
  users: ([, , third = '']) => [
    { name: 'so-le', password: 'senha-de-leitura', roles: ['read'] },
    { name: 'terceiro', password: 'senha-do-terceiro', roles: ['send'], accounts: [third] },
  ],
  bodyLimitBytes: 1_024,
})
afterAll(() => dropIn.close())
const [one, two, three] = dropIn.accounts

const asThird = { headers: { authorization: basic('terceiro', 'senha-do-terceiro') } }
const lane = async (answer: { body: { data: { id: string } } }) =>
  (await one.disparo.status(answer.body.data.id))?.lane

describe('the headers that Hi Platform does not have', () => {
  test('the same Idempotency-Key is the same message, and another message under it is refused', async () => {
    const headers = { 'idempotency-key': 'pedido-1' }
    const first = await dropIn.send(message, { headers })
    expect((await dropIn.send(message, { headers })).body).toEqual(first.body)
    expect((await dropIn.send(message)).body).not.toEqual(first.body)
    const other = await dropIn.send({ ...message, elementName: 'outro' }, { headers })
    expect(other).toMatchObject({ status: 400, body: { fields: ['Idempotency-Key'] } })
  })

  test('X-Disparo-Lane decides, else a code is urgent and marketing is bulk', async () => {
    const code = { type: 'otp', parameters: [{ type: 'text', text: '123456' }] }
    const otp = { ...message, components: [code] }
    expect(await lane(await dropIn.send(otp))).toBe('urgent')
    expect(await lane(await dropIn.send({ ...otp, category: 'Marketing' }))).toBe('urgent')
    expect(await lane(await dropIn.send({ ...message, category: 'Marketing' }))).toBe('bulk')
    expect(await lane(await dropIn.send(message, { headers: { 'x-disparo-lane': 'urgent' } }))).toBe('urgent')
    expect(await lane(await dropIn.send(otp, { headers: { 'x-disparo-lane': 'bulk' } }))).toBe('bulk')
  })

  test('X-Disparo-Expires-At is kept with the message', async () => {
    const headers = { 'x-disparo-expires-at': '2036-11-27T18:00:00-03:00' }
    const { body } = await dropIn.send(message, { headers })
    expect(await one.disparo.status(body.data.id)).toMatchObject({ expiresAt: '2036-11-27T21:00:00.000Z' })
  })

  test.each([
    ['Idempotency-Key', ''],
    ['Idempotency-Key', 'x'.repeat(201)],
    ['X-Disparo-Lane', 'rapida'],
    ['X-Disparo-Expires-At', '27/11/2036'],
    ['X-Disparo-Expires-At', '2001-11-27T18:00:00-03:00'],
  ])('a wrong %s is named: %j', async (name, value) => {
    const answer = await dropIn.send(message, { headers: { [name.toLowerCase()]: value } })
    expect(answer).toMatchObject({ status: 400, body: { status: 'ERROR', fields: [name] } })
    expect(answer.body.message).toContain(`${name} deve`)
  })
})

describe('what is not valid', () => {
  test('every wrong field is named, with what it must be, and no value is repeated', async () => {
    const parameters = [{ type: 'text', text: '' }, { type: 'text' }, { type: 'text', text: 'segredo\n' }]
    const body = {
      to: '12-segredo',
      namespace: '',
      components: [{ type: 'body', parameters }],
      idioma: 'segredo',
    }
    const answer = await dropIn.send(body)
    expect(answer.status).toBe(400)
    expect(answer.body.status).toBe('ERROR')
    expect([...answer.body.fields].sort()).toEqual([
      'components[0].parameters[0].text',
      'components[0].parameters[1].text',
      'components[0].parameters[2].text',
      'elementName',
      'idioma',
      'namespace',
      'to',
    ])
    expect(answer.body.message).toMatch(/^Parâmetros obrigatórios inválidos ou vazios: /)
    for (const told of [
      'to deve ser um telefone',
      'namespace não pode ser vazio',
      'elementName é obrigatório',
      'idioma não é aceito aqui',
      'components[0].parameters[0].text não pode ser vazio',
      'components[0].parameters[1].text é obrigatório',
      'components[0].parameters[2].text deve ser um texto sem quebras de linha',
    ]) {
      expect(answer.body.message).toContain(told)
    }
    expect(JSON.stringify(answer.body)).not.toContain('segredo')
    expect(JSON.stringify(dropIn.log)).not.toContain('segredo')
  })

  test.each([
    ['nothing', undefined],
    ['no JSON', 'to=551199999999'],
    ['a list', '[]'],
    ['a text', '"oi"'],
    ['Latin-1', Buffer.from('{"to":"a\xe7\xe3o"}', 'latin1')],
    ['a key that poisons', '{"__proto__":{"a":1}}'],
  ])('%s is no message', async (_title, body) => {
    const answer = await dropIn.send(body)
    expect(answer).toMatchObject({ status: 400, body: { status: 'ERROR', fields: ['body'] } })
  })

  test('what is optional may be null or empty, and what is required may not', async () => {
    const unused = { category: null, components: null, externalLabel: '' }
    expect((await dropIn.send({ ...message, ...unused })).status).toBe(200)
    expect((await dropIn.send({ ...message, namespace: '' })).body).toMatchObject({ fields: ['namespace'] })
  })

  test('JSON is read whatever type it is said to have, with comments too', async () => {
    const body = `{"to":"551199999999", // telefone\n"namespace":"ns","elementName":"aviso"}`
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json;charset=utf-8',
    ]) {
      expect(await dropIn.send(body, { type })).toMatchObject({ status: 200, body: { status: 'OK' } })
    }
  })

  test('numbers are texts as they are written, and true and false are none', async () => {
    const body = (text: string) =>
      `{"to": 5511987654321, "namespace": "ns", "elementName": "aviso", "externalLabel": 2026,
        "components": [{"type": "body", "parameters": [{"type": "text", "text": ${text}}]}]}`
    const headers = { 'idempotency-key': 'numeros' }
    const taken = await dropIn.send(body('10.50'), { headers })
    expect(taken.status).toBe(200)
    const state = await one.disparo.status(taken.body.data.id)
    expect(state).toMatchObject({ to: '5511987654321', externalLabel: '2026' })
    // The key knows the message by its texts.
    expect((await dropIn.send(body('"10.50"'), { headers })).body).toEqual(taken.body)
    expect((await dropIn.send(body('10.5'), { headers })).status).toBe(400)
    for (const none of ['true', 'false', 'null', '[1]']) {
      const answer = await dropIn.send(body(none))
      expect(answer).toMatchObject({
        status: 400,
        body: { fields: ['components[0].parameters[0].text'] },
      })
    }
  })

  test('a body too large, another method and another path are answered in the envelope', async () => {
    const large = await dropIn.send({ ...message, externalLabel: 'x'.repeat(2_000) })
    expect(large).toMatchObject({ status: 413, body: { status: 'ERROR', message: expect.any(String) } })
    for (const configId of ['um/mais', '%zz', 'x'.repeat(300)]) {
      const answer = await dropIn.send(message, { configId })
      expect([400, 404]).toContain(answer.status)
      expect(answer.body).toMatchObject({ status: 'ERROR', message: expect.any(String) })
    }
  })
})

describe('slashes too many', () => {
  test.each([
    '/message/template/um',
    '//message/template/um',
    '/message//template///um//',
    '/message/template/um/',
  ])('as of a base address that ends in one are none: %s', async (path) => {
    const call = { body: message, headers: { authorization: seedAuthorization } }
    expect((await ask(dropIn.url + path, 'POST', call)).status).toBe(200)
  })

  test('before all of it, and in the report’s address, neither', async () => {
    const { origin, pathname } = new URL(dropIn.url)
    const query = '?startDate=1&endDate=2&pageSize=1&pageNumber=1'
    const call = { headers: { authorization: seedAuthorization } }
    for (const path of ['//reports/hsm', '/reports/hsm/', '//reports//hsm//']) {
      expect((await ask(`${origin}/${pathname}${path}${query}`, 'GET', call)).status).toBe(200)
    }
    expect((await ask(`${origin}/healthz`, 'GET')).status).toBe(200)
    expect((await ask(`${origin}//healthz`, 'GET')).status).not.toBe(200)
  })
})

describe('who asks, and for which account', () => {
  test('403 for no authentication, 401 with a challenge for a wrong one', async () => {
    for (const authorization of ['', 'Digest abc', 'Basic ???']) {
      const answer = await dropIn.send(message, { headers: { authorization } })
      expect(answer.status).toBe(403)
      expect(answer.body).toEqual({ status: 'ERROR', message: 'Autenticação inválida ou não presente' })
    }
    for (const [name, password] of [
      [seedUser.name, 'errada'],
      ['ninguem', seedUser.password],
    ] as const) {
      const answer = await dropIn.send(message, { headers: { authorization: basic(name, password) } })
      expect(answer.status).toBe(401)
      expect(answer.headers['www-authenticate']).toMatch(/^Basic /)
      expect(answer.body).toEqual({ status: 'ERROR', message: 'Autenticação inválida' })
    }
  })

  test('a name that failed too often is told when to come again', async () => {
    const headers = { authorization: basic('insistente', 'errada') }
    for (let n = 0; n < 10; n++) expect((await dropIn.send(message, { headers })).status).toBe(401)
    const answer = await dropIn.send(message, { headers })
    expect(answer).toMatchObject({ status: 429, body: { status: 'ERROR' } })
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect((await dropIn.send(message)).status).toBe(200)
  })

  test('403 for a user who may not send', async () => {
    const headers = { authorization: basic('so-le', 'senha-de-leitura') }
    expect(await dropIn.send(message, { headers })).toMatchObject({ status: 403, body: { status: 'ERROR' } })
  })

  test('a page of another site may send nothing, though the browser knows the password', async () => {
    const before = await dropIn.waiting()
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: new URL(dropIn.url).origin },
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
    ]) {
      const answer = await dropIn.send(JSON.stringify(message), { type: 'text/plain', headers })
      expect(answer).toMatchObject({ status: 403, body: { status: 'ERROR' } })
      expect(answer.body.message).toContain('páginas de outros sites')
    }
    expect(await dropIn.waiting()).toBe(before)
    const headers = { origin: new URL(dropIn.url).origin }
    expect((await dropIn.send(message, { headers })).status).toBe(200)
  })

  test('a config_id that is not there, and one of others, are the same 400', async () => {
    const unknown = await dropIn.send(message, { configId: 'nenhum', ...asThird })
    expect(unknown).toMatchObject({ status: 400, body: { fields: ['config_id'] } })
    expect((await dropIn.send(message, { configId: 'um', ...asThird })).body).toEqual(unknown.body)
  })

  test('of two accounts with one config_id, the first that the user may use is meant', async () => {
    const { body: all } = await dropIn.send(message, { configId: 'dois' })
    expect(await two?.disparo.status(all.data.id)).toMatchObject({ status: 'enqueued' })
    const { body: third } = await dropIn.send(message, { configId: 'dois', ...asThird })
    expect(await three?.disparo.status(third.data.id)).toMatchObject({ status: 'enqueued' })
  })
})
