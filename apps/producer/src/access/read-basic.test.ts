import fc from 'fast-check'
import { expect, test } from 'vitest'
import { basic } from '../test-support/test-user.js'
import { readBasic } from './read-basic.js'

test('name and password are read as they were written, colons and accents in the password included', () => {
  const name = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes(':'))
  fc.assert(
    fc.property(name, fc.string({ unit: 'grapheme' }), (name, password) => {
      expect(readBasic(basic(name, password))).toEqual({ name, password })
    }),
  )
})

test("the seed's token is that of usuarioApi:senhaApi, in any case of the scheme", () => {
  const shown = { name: 'usuarioApi', password: 'senhaApi' }
  expect(readBasic('Basic dXN1YXJpb0FwaTpzZW5oYUFwaQ==')).toEqual(shown)
  expect(readBasic('basic  dXN1YXJpb0FwaTpzZW5oYUFwaQ')).toEqual(shown)
})

test.each([
  ['no header', undefined],
  ['an empty one', ''],
  ['an empty token', 'Basic '],
  ['a bearer token', 'Bearer dXN1YXJpb0FwaTpzZW5oYUFwaQ=='],
  ['no colon', `Basic ${Buffer.from('usuarioApi').toString('base64')}`],
  ['no base64', 'Basic ????'],
  ['two at once', 'Basic dTpw, Basic dTpw'],
])('%s is nobody', (_, header) => {
  expect(readBasic(header)).toBeUndefined()
})
