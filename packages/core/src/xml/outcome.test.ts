import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { outcomeOf, type Reply } from '../hi/index.js'
import { fixture } from './fixture.test.support.js'
import { xmlOutcomeOf } from './outcome.js'
import { renderErrorAnswer } from './render-answer.js'

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

test.each([
  ['nothing', ''],
  ['a page in HTML', '<html><body>Login</body></html>'],
  ['an empty envelope', '<main><emkt trans="50.01" KEY="1"><return/></emkt></main>'],
  ['statuses', fixture('status-answer')],
  ['a word that is no code', '<main><emkt><return>Sucesso</return></emkt></main>'],
  [
    'a sentence that need not be an error',
    '<main><emkt><return>Envio agendado para hoje</return></emkt></main>',
  ],
])('HTTP 200 with %s proves nothing', (_title, body) => {
  expect(xmlOutcomeOf(reply(body))).toEqual({ kind: 'unknown', reason: 'no-code' })
})

test('an error that broke off proves nothing', () => {
  const body = '<main><emkt><return id="05">Telefone inválido</return>'
  expect(xmlOutcomeOf(reply(body, { complete: false }))).toEqual({ kind: 'unknown', reason: 'no-code' })
})

describe('an error envelope', () => {
  it.each([
    'Usuário ou senha inválidos',
    'USUARIO NAO ENCONTRADO',
    'Login inválido',
    'Acesso negado',
    'Usuário sem permissão para enviar mensagem',
    'Client não informado',
    'Remetente inválido',
    'Conta bloqueada',
    'Integração não habilitada',
    'Transação desconhecida',
    'Not authorized',
  ])('that says %j is a fault of the account: no message fails for it', (text) => {
    expect(xmlOutcomeOf(error(text))).toEqual({ kind: 'account-fault', reason: 'xml-05' })
  })

  it.each([
    'Telefone inválido',
    'Telefone do usuário 3 inválido',
    'Nome do cliente é obrigatório',
    'Template não encontrado',
    'element_name inexistente',
    'Quantidade de parâmetros não confere',
    'Algo que ninguém conhece',
  ])('that says %j rejects', (text) => {
    expect(xmlOutcomeOf(error(text))).toEqual({ kind: 'rejected', reason: 'xml-05', detail: text })
  })

  it.each(['Limite de requisições excedido', 'Too many requests'])('that says %j throttles', (text) => {
    expect(xmlOutcomeOf(error(text))).toEqual({ kind: 'throttled' })
  })

  it.each(['Sistema em manutenção', 'Serviço indisponível, tente novamente mais tarde'])(
    'that says %j is worth another try',
    (text) => {
      expect(xmlOutcomeOf(error(text))).toEqual({ kind: 'unavailable', reason: 'xml-05' })
    },
  )

  it.each(['Erro interno', 'Timeout'])('that says %j leaves in doubt', (text) => {
    expect(xmlOutcomeOf(error(text))).toEqual({ kind: 'unknown', reason: 'xml-05' })
  })

  it('without an id means the same', () => {
    const body = (text: string) => reply(`<main><emkt><return>${text}</return></emkt></main>`)
    expect(xmlOutcomeOf(body('Remetente inválido'))).toEqual({ kind: 'account-fault', reason: 'xml-error' })
    expect(xmlOutcomeOf(body('Mensagem inválida'))).toMatchObject({ kind: 'rejected', reason: 'xml-error' })
  })

  it('without a word says nothing against the messages', () => {
    expect(xmlOutcomeOf(error('', '01'))).toEqual({ kind: 'account-fault', reason: 'xml-01' })
  })

  it('shows no telephone number, and no id that is none', () => {
    expect(xmlOutcomeOf(error('Telefone 11987554321 inválido', 'Telefone 11987554321'))).toEqual({
      kind: 'rejected',
      reason: 'xml-error',
      detail: 'Telefone *** inválido',
    })
  })
})

test.each([201, 301, 400, 401, 403, 404, 408, 413, 429, 500, 502, 503, 504])(
  'HTTP %i without a code means what it means in REST, unless it is a success',
  (status) => {
    const attempt = reply('', { status })
    const expected = status === 201 ? { kind: 'unknown', reason: 'no-code' } : outcomeOf(attempt)
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
    }),
  )
})
