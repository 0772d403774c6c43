import { phoneOfRecipient } from '@disparo/core/internal/message'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recipientOfPhone } from './phone.js'

test.each([
  ['11987554321', '5511987554321'],
  ['1132104321', '551132104321'],
  ['55987654321', '5555987654321'],
  ['5511987554321', '5511987554321'],
  ['551132104321', '551132104321'],
  ['+55 (11) 98755-4321', '5511987554321'],
  [' 11 98755.4321 ', '5511987554321'],
])('the phone %s is of %s', (phone, recipient) => {
  expect(recipientOfPhone(phone)).toBe(recipient)
})

test.each([
  '',
  '987554321',
  '119875543210',
  '2098755432',
  '20987554321',
  '11187554321',
  '5520987554321',
  '+1 202 555 0123',
  '+51 987 654 321',
  'telefone',
  '11987554321x',
])('the phone %j is of nobody in Brazil', (phone) => {
  expect(recipientOfPhone(phone)).toBeUndefined()
})

test.each([
  ['5511987554321', '11987554321'],
  ['551199999999', '1199999999'],
  ['5555987654321', '55987654321'],
  ['55119999999', undefined],
  ['12025550123', undefined],
  ['51987654321', undefined],
  ['5511087554321', undefined],
])('the recipient %s has the phone %s', (recipient, phone) => {
  expect(phoneOfRecipient(recipient)).toBe(phone)
})

test('a phone of a recipient leads back to the recipient, and nobody else gets it', () => {
  const digits = fc.oneof(fc.stringMatching(/^55[1-9]\d{9,10}$/), fc.stringMatching(/^[1-9]\d{7,14}$/))
  fc.assert(
    fc.property(digits, (recipient) => {
      const phone = phoneOfRecipient(recipient)
      fc.pre(phone !== undefined)
      expect(phone).toMatch(/^\d{10,11}$/)
      expect(recipientOfPhone(phone ?? '')).toBe(recipient)
      expect(recipientOfPhone(recipient)).toBe(recipient)
    }),
  )
})
