import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { outcomeOf, type Reply } from '../rest/index.js'
import { xmlOutcomeOf } from './outcome.js'
import { renderErrorAnswer } from './render-answer.js'
import { fixture } from './xml-fixtures.test.support.js'

const reply = (body: string, over: Partial<Reply> = {}): { reply: Reply } => ({
  reply: { status: 200, contentType: 'text/xml', body, complete: true, rate: {}, ...over },
})
const error = (mensagem: string, id = '05') =>
  reply(renderErrorAnswer({ key: '1', trans: '50.01', id, mensagem }))

test("the seed's answer means accepted, by its code", () => {
  expect(xmlOutcomeOf(reply(fixture('dispatch-answer')))).toEqual({
    kind: 'accepted',
    upstreamId: '5c3ca43c-4ece-4018-8667-56384bbe5900',
  })
})

test('a code counts even where the answer broke off after it', () => {
  const body = fixture('dispatch-answer').split('</emkt>')[0] ?? ''
  expect(xmlOutcomeOf(reply(body, { complete: false })).kind).toBe('accepted')
})

const denied = { kind: 'unknown', reason: 'no-code', denied: true }

test.each([
  ['nothing', ''],
  ['a page in HTML', '<html><body>Login</body></html>'],
  ['an empty envelope', '<main><emkt trans="50.01" KEY="1"><return/></emkt></main>'],
  ['statuses', fixture('status-answer')],
  ['an ID of no error, and words', '<main><emkt><return ID="00">Operação realizada</return></emkt></main>'],
])('HTTP 200 with %s proves nothing, and nothing is sent again for it', (_title, body) => {
  expect(xmlOutcomeOf(reply(body))).toEqual(denied)
})

test.each(['Sucesso', 'Envio agendado para hoje', 'Mensagem inválida'])(
  'words without an id that are none of an error (%j) prove nothing',
  (said) => {
    const body = `<main><emkt><return>${said}</return></emkt></main>`
    expect(xmlOutcomeOf(reply(body))).toEqual({ ...denied, upstreamText: said })
  },
)

test('an error that broke off proves nothing', () => {
  const body = '<main><emkt><return id="05">Telefone inválido</return>'
  expect(xmlOutcomeOf(reply(body, { complete: false }))).toEqual({ kind: 'unknown', reason: 'no-code' })
})

describe('success that comes with an ID other than 00', () => {
  const code = '5c3ca43c-4ece-4018-8667-56384bbe5900'
  const answer = (inside: string) => reply(`<MAIN><EMKT TRANS="50.01">${inside}</EMKT></MAIN>`)

  it.each([
    `<RETURN ID="01">Enviado com sucesso: ${code}</RETURN>`,
    `<RETURN ID="01">Enviado com sucesso<CODIGO>${code}</CODIGO></RETURN>`,
    `<RETURN ID="01">Enviado com sucesso</RETURN><CODIGO>${code}</CODIGO>`,
    `<RETURN ID="01">Enviado com sucesso</RETURN><RETURN ID="01">${code}</RETURN>`,
    `<RETURN ID="01">Sucesso<ENVIO>${code}</ENVIO></RETURN>`,
    `<RETURN ID="00">Código: ${code}</RETURN>`,
    `<RETURN>Mensagens enfileiradas, código ${code}</RETURN>`,
  ])('is one where a code stands: %s', (inside) => {
    expect(xmlOutcomeOf(answer(inside))).toEqual({ kind: 'accepted', upstreamId: code })
  })

  it.each([
    '<RETURN ID="01">Enviado com sucesso</RETURN>',
    '<RETURN ID="01"/>',
    '<RETURN ID="01">Enviado com sucesso para 11987554321</RETURN>',
    '<RETURN ID="00">OK<TELEFONE>11987554321</TELEFONE></RETURN>',
    `<RETURN ID="01">${code}</RETURN>`,
    `<RETURN ID="01">Não enviado: ${code}</RETURN>`,
    `<RETURN ID="01">Enviado com sucesso</RETURN><RETURN ID="12">Telefone inválido</RETURN>`,
    `<RETURN ID="12">Telefone inválido</RETURN><RETURN ID="01">Enviado com sucesso</RETURN>`,
  ])('leaves in doubt where none stands, and is not sent again: %s', (inside) => {
    expect(xmlOutcomeOf(answer(inside))).toMatchObject({ kind: 'unknown', denied: true })
  })
})

describe('an error envelope', () => {
  it.each([
    ['Saldo insuficiente', { kind: 'account-fault', reason: 'xml-05', upstreamText: 'Saldo insuficiente' }],
    [
      'Limite diário de envios atingido',
      { kind: 'throttled', upstreamText: 'Limite diário de envios atingido' },
    ],
    ['Fila cheia', { kind: 'unavailable', reason: 'xml-05', upstreamText: 'Fila cheia' }],
    ['Erro interno', { kind: 'unknown', reason: 'xml-05', upstreamText: 'Erro interno' }],
    [
      'Telefone inválido',
      { kind: 'rejected', reason: 'xml-05', detail: 'Telefone inválido', subject: 'contact' },
    ],
    [
      'Template não encontrado',
      { kind: 'rejected', reason: 'xml-05', detail: 'Template não encontrado', subject: 'template' },
    ],
    [
      'Algo que ninguém conhece',
      { kind: 'unknown', reason: 'xml-05', denied: true, upstreamText: 'Algo que ninguém conhece' },
    ],
  ])('that says %j is judged by that', (text, outcome) => {
    expect(xmlOutcomeOf(error(text))).toEqual(outcome)
  })

  it('without an id means the same', () => {
    const body = (text: string) => reply(`<main><emkt><return>${text}</return></emkt></main>`)
    expect(xmlOutcomeOf(body('Remetente inválido'))).toMatchObject({
      kind: 'account-fault',
      reason: 'xml-error',
    })
    expect(xmlOutcomeOf(body('Telefone inválido'))).toMatchObject({ kind: 'rejected', reason: 'xml-error' })
  })

  it('without a word says nothing', () => {
    expect(xmlOutcomeOf(error('', '01'))).toEqual({ kind: 'unknown', reason: 'xml-01', denied: true })
  })

  it('shows no telephone number, and no id that is none', () => {
    expect(xmlOutcomeOf(error('Telefone 11987554321 inválido', 'Telefone 11987554321'))).toEqual({
      kind: 'rejected',
      reason: 'xml-error',
      detail: 'Telefone *** inválido',
      subject: 'contact',
    })
  })
})

test.each([400, 413, 422])('HTTP %i refuses nothing but by its words', (status) => {
  const doubt = { kind: 'unknown', reason: `http-${status}`, denied: true }
  expect(xmlOutcomeOf(reply('', { status }))).toEqual(doubt)
  expect(xmlOutcomeOf(reply('Telefone inválido', { status }))).toEqual(doubt)
  expect(xmlOutcomeOf(reply(fixture('dispatch-answer'), { status }))).toEqual(doubt)
  const { reply: worded } = error('Telefone inválido')
  expect(xmlOutcomeOf({ reply: { ...worded, status } })).toMatchObject({
    kind: 'rejected',
    subject: 'contact',
  })
})

test.each([201, 301, 401, 403, 404, 408, 429, 500, 502, 503, 504])(
  'HTTP %i without a code means what it means in REST, unless it is a success',
  (status) => {
    const attempt = reply('', { status })
    const expected = status === 201 ? denied : outcomeOf(attempt)
    expect(xmlOutcomeOf(attempt)).toEqual(expected)
  },
)

test.each([
  [{ code: 'UND_ERR_HEADERS_TIMEOUT' }, { kind: 'unknown', reason: 'timeout' }],
  [{ code: 'ECONNREFUSED' }, { kind: 'unavailable', reason: 'connection-refused' }],
])('the error %j means what it means in REST', (thrown, outcome) => {
  expect(xmlOutcomeOf({ error: thrown })).toEqual(outcome)
})

test('reasons are short and bounded, details without digits of a telephone', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (id, text) => {
      const outcome = xmlOutcomeOf(error(text, id))
      if ('reason' in outcome) expect(outcome.reason).toMatch(/^[a-z0-9-]{1,24}$/)
      if (outcome.kind === 'rejected') expect(outcome.detail).not.toMatch(/\d{8}/)
      if ('upstreamText' in outcome) expect(outcome.upstreamText).not.toMatch(/\d{8}/)
    }),
  )
})
