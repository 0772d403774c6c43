import { expect, test } from 'vitest'
import { recipientMatcher } from './recipient-matcher.js'

const person = recipientMatcher('5511987554321')

test.each([
  '5511987554321',
  '551187554321',
  '+55 (11) 98755-4321',
  '11987554321',
  '"1187554321"',
  '5511987554321@s.whatsapp.net',
  '{"to":"whatsapp:+55.11.8755.4321"}',
])('a number is found in a text however it is written: %s', (text) => {
  expect(person.isIn(`before ${text} after`)).toBe(true)
})

test.each(['5511987554322', '15511987554321', '55119875543210', '5521987554321', '987554321', ''])(
  'another number is not taken for it: %s',
  (text) => {
    expect(person.isIn(`before ${text} after`)).toBe(false)
    expect(person.is(text)).toBe(false)
  },
)

test('a number of another country has one form', () => {
  const abroad = recipientMatcher('351912345678')
  expect(abroad.is('351912345678')).toBe(true)
  expect(abroad.isIn('+351 912 345 678')).toBe(true)
  expect(abroad.isIn('912345678')).toBe(false)
})
