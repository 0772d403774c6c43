import { parseMessage } from '@disparo/core/internal/message'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refusedField } from './field-rules.js'

const problem = (path: string) => ({ path, message: 'in English' })

test.each([
  ['', null, 'body', 'deve ser um objeto JSON'],
  ['to', {}, 'to', 'é obrigatório'],
  ['to', { to: '' }, 'to', 'não pode ser vazio'],
  ['components[1]', { components: [{}, {}] }, 'components[1]', 'deve ser uma lista de componentes'],
  ['components[0].parameters[0].image.link', {}, 'components[0].parameters[0].image.link', 'é obrigatório'],
  ['idioma', { idioma: 'pt' }, 'idioma', 'não é aceito aqui'],
  ['(unknown key)', { '5511999999999': 1 }, '(unknown key)', 'não é aceito aqui'],
  ['to', { to: '351912345678' }, 'to', 'deve ser um telefone de .* brasileiro se a conta envia por XML'],
  [
    'components[0].type',
    { components: [{ type: 'otp' }] },
    'components[0].type',
    '.*só body, se a conta envia por XML',
  ],
  ['constructor', { constructor: 1 }, 'constructor', 'não é aceito aqui'],
])('%j is explained by its path and what is there', (path, body, told, rule) => {
  const refused = refusedField(problem(path), body)
  expect(refused.path).toBe(told)
  expect(refused.rule).toMatch(new RegExp(`^${rule}`))
})

test('whatever is wrong with a body is told without its values and not in English', () => {
  const secret = 'segredo-7731'
  const value = fc.constantFrom(undefined, null, '', 7, secret, `${secret}\n`, [secret], { [secret]: secret })
  const parameter = fc.record({ type: value, text: value, index: value, coupon_code: value, image: value })
  const component = fc.record({
    type: fc.constantFrom('body', 'header', 'button', 'otp', 7),
    parameters: fc.array(parameter),
  })
  const body = fc.record({ to: value, namespace: value, components: fc.oneof(value, fc.array(component)) })
  fc.assert(
    fc.property(body, (input) => {
      const parsed = parseMessage(input)
      expect(parsed.ok).toBe(false)
      for (const { path, rule } of parsed.ok ? [] : parsed.problems.map((p) => refusedField(p, input))) {
        expect(rule).toMatch(/^(deve|não|é) /)
        expect(rule).not.toContain(secret)
        expect(path).not.toBe('')
      }
    }),
  )
})
