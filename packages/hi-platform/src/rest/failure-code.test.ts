import fc from 'fast-check'
import { expect, test } from 'vitest'
import { failureCode, nameFailure } from './failure-code.js'

test('a code of Meta in the words of upstream outranks the reason', () => {
  expect(failureCode('http-400', '(#132001) Template name does not exist')).toBe('132001')
  expect(failureCode('upstream-failed', '131026 Message undeliverable')).toBe('131026')
})

test('where there is none, the reason is the code: nothing of the words is', () => {
  expect(failureCode('http-400', 'Maria Souza, R$ 1.310,26')).toBe('http-400')
  expect(failureCode('http-400', 'order 21310260')).toBe('http-400')
  expect(failureCode('timeout')).toBe('timeout')
})

const nameOf = (words: string, ...says: string[]) => nameFailure('http-400', words, says)

test('refusals in other words have other codes, whatever message they speak of', () => {
  const maria = nameOf(
    'Parâmetro nome: Maria Souza não é válido (valor 1.310,26)',
    'Maria Souza',
    '5511987650123',
  )
  const jose = nameOf('Parâmetro nome: José não é válido (valor 20)', 'José')
  expect(maria).toEqual(jose)
  expect(maria).toEqual({
    code: expect.stringMatching(/^http-400-[0-9a-f]{6}$/),
    words: 'Parâmetro nome: … não é válido (valor …)',
  })
  expect(nameOf('Contato bloqueado').code).not.toBe(maria.code)
  expect(nameFailure('xml-12', 'Contato bloqueado', []).code).toMatch(/^xml-12-[0-9a-f]{6}$/)
})

test.each([
  ['no "João da Silva" here', [], 'no … here'],
  ["don't send to 'João' again", [], "don't send to … again"],
  ['the address ana@example.com, https://example.com/a?b=c', [], 'the address …'],
  ['JOAO is no name', ['João'], '… is no name'],
  ['SOUZA is unknown', ['Maria de Souza'], '… is unknown'],
  [
    'too long: your order has left our',
    ['your order has left our house and comes to you by noon today'],
    'too long: …',
  ],
  ['The value «Maria Sou…', ['Maria Souza'], 'The value …'],
  ['The value Maria Sou…', ['Maria Souza'], 'The value …'],
  ['order AB12 of 3', [], 'order … of …'],
])('%s: nothing that the message says is left', (words, says, left) => {
  expect(nameOf(words, ...says).words).toBe(left)
})

test('what is nothing but the message’s own has the code of its reason, as have faults without an answer', () => {
  expect(nameOf('"Maria" 12', 'Maria')).toEqual({ code: 'http-400' })
  expect(nameOf('')).toEqual({ code: 'http-400' })
  expect(nameOf('(#132001) no such template')).toEqual({ code: '132001' })
  expect(nameFailure('not-for-xml', 'header: XML has none', [])).toEqual({ code: 'not-for-xml' })
})

test('whatever a name is, neither code nor words have it, nor depend on it', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'bcdfgBCDFGáçãü'), minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(fc.array(letters, { minLength: 1, maxLength: 6 }), (names) => {
      const named = nameOf(`Não existe ${names.join(' ')} aqui`, names.join(' '))
      expect(named).toEqual(nameOf('Não existe X aqui', 'X'))
    }),
  )
})
