import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeRejection } from './describe-rejection.js'
import { readUpstreamId } from './upstream-id.js'

test.each([
  ['{"status":"OK","data":"wamid.HBgM=="}', 'wamid.HBgM=='],
  ['{"status":"OK","data":12345}', '12345'],
  ['{"data":{"id":"a1"}}', 'a1'],
  ['{"data":{"messageId":77}}', '77'],
  ['{"id":" a2 "}', 'a2'],
  ['{"messageId":"a3"}', 'a3'],
  ['{"data":{},"id":"a4"}', 'a4'],
  ['{"data":"Mensagem enfileirada para envio","id":"a5"}', 'a5'],
  ['{"id":12345678901234567890}', '12345678901234567890'],
  ['{"status":"OK","data":9223372036854775807}', '9223372036854775807'],
  ['{"data":[{"id":"a6"}]}', 'a6'],
  ['{"messages":[{"id":"wamid.A7"}],"contacts":[{"wa_id":"5511987554321"}]}', 'wamid.A7'],
  ['{"status":"OK","data":{"messages":[{"id":"a8"}]}}', 'a8'],
  ['{"message_id":"a9"}', 'a9'],
  ['{"data":{"message_id":10}}', '10'],
  ['{"data":{"message":{"id":"a11"}}}', 'a11'],
  ['{"message":"Mensagem enfileirada","data":"OK","id":"a12"}', 'a12'],
  ['[{"id":"a13"}]', 'a13'],
  ['{"data":[{"id":"a14"},{"id":"a14"}]}', 'a14'],
])('the id in %s is found', (body, id) => {
  expect(readUpstreamId(body)).toBe(id)
})

test.each([
  '',
  'OK',
  '<html>',
  '{',
  '[]',
  '"a1"',
  'null',
  '{"data":null}',
  '{"data":true,"id":1.5}',
  '{"id":""}',
  `{"id":"${'a'.repeat(129)}"}`,
  '{"status":"OK","data":"OK"}',
  '{"data":"enfileirada."}',
  '{"data":"SUCESSO"}',
  '{"data":["OK"]}',
  '{"data":[{"id":"a1"},{"id":"a2"}]}',
  '{"message":"a1"}',
  `${'{"data":'.repeat(9)}{"id":"a1"}${'}'.repeat(9)}`,
])('there is no id in %s', (body) => {
  expect(readUpstreamId(body)).toBeUndefined()
})

test('an explanation loses its markup, its line breaks and its control characters', () => {
  expect(describeRejection('<p>Campo\u0000 <b>to</b>\r\n\u202einválido</p>')).toBe('Campo to inválido')
})

test.each(['5511987554321', '+55 (11) 98755-4321', '11 98755.4321', '5 5 1 1 9 8 7 5'])(
  'the number %s is masked',
  (number) => {
    expect(describeRejection(`telefone ${number} inválido`)).toBe('telefone *** inválido')
  },
)

test('short numbers stay: they are codes', () => {
  expect(describeRejection('{"code":1234567,"status":400}')).toBe('{"code":1234567,"status":400}')
})

test('an explanation has at most 200 characters, none of them cut in two', () => {
  const detail = describeRejection('😀'.repeat(300))
  expect(Array.from(detail)).toHaveLength(200)
  expect(detail.endsWith('😀…')).toBe(true)
})

test('no explanation shows 8 digits in a row, markup or a control character', () => {
  const piece = fc.oneof(fc.string(), fc.stringMatching(/^\d{1,12}$/), fc.constantFrom('<b>', '</b>', '\n'))
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const detail = describeRejection(pieces.join(''))
      expect(detail).not.toMatch(/\d{8}/)
      expect(detail).not.toMatch(/[<>\p{C}]/u)
    }),
  )
})
