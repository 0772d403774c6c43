import { expect, test } from 'vitest'
import { recipientKey } from './recipient-key.js'

test.each([
  ['5511987654321', '551187654321'],
  ['+55 (11) 98765-4321', '551187654321'],
  ['5521912345678', '552112345678'],
])('%s and %s are one recipient', (one, other) => {
  expect(recipientKey(one)).toBe(recipientKey(other))
})

test.each([
  ['another number', '5511987654321', '5511987654322'],
  ['another area code', '5511987654321', '5521987654321'],
  ['another country, whose numbers have a 9 there, too', '5411987654321', '541187654321'],
  ['a digit that is no 9', '5511887654321', '551187654321'],
])('%s is another recipient', (_title, one, other) => {
  expect(recipientKey(one)).not.toBe(recipientKey(other))
})
