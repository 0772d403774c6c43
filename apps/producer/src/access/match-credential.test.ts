import { expect, test } from 'vitest'
import { matchCredential } from './match-credential.js'

const shop = { name: 'shop', secret: 'correct:horse-battery' }
const crm = { name: 'crm', secret: 'another-long-secret' }
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

test('a bearer token is the secret of one of the credentials', () => {
  expect(matchCredential([shop, crm], `Bearer ${shop.secret}`)).toBe(shop)
  expect(matchCredential([shop, crm], `bearer ${crm.secret}`)).toBe(crm)
})

test('Basic takes the name and secret that belong together, and secrets with a colon', () => {
  expect(matchCredential([shop, crm], basic(`shop:${shop.secret}`))).toBe(shop)
  expect(matchCredential([shop, crm], basic(`shop:${crm.secret}`))).toBeUndefined()
})

test.each([
  ['no header', undefined],
  ['an empty one', ''],
  ['an empty token', 'Bearer '],
  ['a beginning of the secret', 'Bearer correct:horse'],
  ['another scheme', `Digest ${shop.secret}`],
  ['Basic without a colon', basic(shop.secret)],
  ['Basic that is no base64', 'Basic ????'],
  ['the name as a token', 'Bearer shop'],
])('%s matches nobody', (_, authorization) => {
  expect(matchCredential([shop, crm], authorization)).toBeUndefined()
})

test('no credentials let nobody in', () => {
  expect(matchCredential([], 'Bearer x')).toBeUndefined()
})
