import fc from 'fast-check'
import { expect, test } from 'vitest'
import { outcomeOf } from './outcome.js'
import { refusalText } from './refusal-text.js'

test.each([
  ['{"status":"ERROR","message":"(#132000) Number of parameters"}', '(#132000) Number of parameters'],
  ['{"status":"ERRO","mensagem":"Número inválido"}', 'Número inválido'],
  ['{"Message":"Bad request"}', 'Bad request'],
  [
    '{"error":{"message":"Template name does not exist","code":132001}}',
    '132001 Template name does not exist',
  ],
  ['{"error":{"message":"(#132001) No such name","code":132001}}', '(#132001) No such name'],
  ['{"errors":[{"title":"Invalid","detail":"to is missing"}]}', 'to is missing'],
  ['{"error":"invalid_request","error_description":"No such sender"}', 'No such sender'],
  ['{"error":"Campo obrigatório"}', 'Campo obrigatório'],
  ['{"errors":["Campo obrigatório","outro"]}', 'Campo obrigatório'],
  ['{"data":{"descricao":"Modelo inexistente","codigo":"E17"}}', 'E17 Modelo inexistente'],
  ['{"message":"{\\"error\\":{\\"message\\":\\"inner\\"}}"}', 'inner'],
  ['[{"message":"first"}]', 'first'],
])('the words in %s are told', (body, words) => {
  expect(refusalText(body)).toBe(words)
})

test.each([
  'Bad numero',
  '',
  '{',
  '{"status":"ERROR"}',
  '{"message":""}',
  `${'{"error":'.repeat(9)}"deep"${'}'.repeat(9)}`,
])('what has no such words is told as it is: %s', (body) => {
  expect(refusalText(body)).toBe(body)
})

test('the detail of a refusal has the words alone, cleaned', () => {
  const body = '{"status":"ERROR","message":"<b>Número</b> 5511987554321 inválido"}'
  const reply = { status: 400, body, contentType: 'application/json', rate: {}, complete: true }
  expect(outcomeOf({ reply })).toEqual({
    ...{ kind: 'rejected', reason: 'http-400', detail: 'Número *** inválido' },
  })
})

test('no JSON is too odd', () => {
  fc.assert(
    fc.property(fc.json(), (body) => {
      expect(typeof refusalText(body)).toBe('string')
    }),
  )
})
