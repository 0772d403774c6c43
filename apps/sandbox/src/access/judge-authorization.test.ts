import { expect, it } from 'vitest'
import { judgeAuthorization } from './judge-authorization.js'

const expected = { username: 'usuarioApi', password: 'senhaApi' }

it("grants the seed's own example", () => {
  expect(judgeAuthorization('Basic dXN1YXJpb0FwaTpzZW5oYUFwaQ==', expected)).toBe('granted')
})

it('takes the scheme in any case, and a password with colons and accents', () => {
  const token = Buffer.from('u:ç:x').toString('base64')
  expect(judgeAuthorization(`basic ${token}`, { username: 'u', password: 'ç:x' })).toBe('granted')
})

it.each([
  ['no header', undefined],
  ['an empty header', ''],
  ['another scheme', 'Bearer dXN1YXJpb0FwaTpzZW5oYUFwaQ=='],
  ['no token', 'Basic '],
  ['a token that is no Base64', 'Basic usuarioApi:senhaApi'],
  ['a token without a colon', `Basic ${Buffer.from('usuarioApi').toString('base64')}`],
])('calls %s absent', (_title, header) => {
  expect(judgeAuthorization(header, expected)).toBe('absent')
})

it.each(['usuarioApi:senhaApI', 'usuarioapi:senhaApi', 'usuarioApi:', ':senhaApi', 'usuarioApi:senhaApi '])(
  'calls %j wrong',
  (given) => {
    const header = `Basic ${Buffer.from(given).toString('base64')}`
    expect(judgeAuthorization(header, expected)).toBe('wrong')
  },
)
