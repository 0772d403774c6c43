import { describe, expect, it } from 'vitest'
import { Account } from './account.js'
import { callbackSecretNames, resolveCallbackSecrets } from './callback-secret.js'
import { ConfigurationError } from './configuration-error.js'

const base = { name: 'loja', configId: 'id', username: 'u', password: { env: 'P' } }
const account = Account.parse({
  ...base,
  callback: { url: 'https://loja.example/disparo', secret: { env: 'LOJA_CALLBACK_SECRET' } },
})
const base64 = (bytes: number) => Buffer.alloc(bytes, 251).toString('base64')

describe('the secret of a callback', () => {
  it.each([24, 32, 64])('may have %i bytes, with and without its prefix and padding', (bytes) => {
    for (const secret of [
      `whsec_${base64(bytes)}`,
      base64(bytes),
      `whsec_${base64(bytes).replace(/=+$/, '')}`,
    ]) {
      const resolved = resolveCallbackSecrets(account, { LOJA_CALLBACK_SECRET: secret })
      expect(resolved).toEqual([`whsec_${base64(bytes)}`])
    }
  })

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['too short', `whsec_${base64(23)}`],
    ['too long', `whsec_${base64(65)}`],
    ['no base64', 'whsec_segredo-da-loja-que-nao-e-base64!!'],
    ['a prefix alone', 'whsec_'],
  ])('that is %s stops the start with the name of the variable, never its value', (_, secret) => {
    const resolve = () => resolveCallbackSecrets(account, { LOJA_CALLBACK_SECRET: secret })
    expect(resolve).toThrow(ConfigurationError)
    expect(resolve).toThrow(/LOJA_CALLBACK_SECRET/)
    if (secret && secret !== 'whsec_') expect(resolve).not.toThrow(secret)
  })

  it('is not asked for where there is no callback', () => {
    expect(resolveCallbackSecrets({ name: 'loja' }, {})).toEqual([])
  })

  it('may be several while it is changed, and none of them may be missing', () => {
    const secret = [{ env: 'NEW' }, { env: 'OLD' }]
    const changing = Account.parse({ ...base, callback: { url: 'https://loja.example/disparo', secret } })
    expect(callbackSecretNames(changing)).toEqual(['NEW', 'OLD'])
    expect(resolveCallbackSecrets(changing, { NEW: base64(24), OLD: base64(32) })).toEqual([
      `whsec_${base64(24)}`,
      `whsec_${base64(32)}`,
    ])
    expect(() => resolveCallbackSecrets(changing, { NEW: base64(24) })).toThrow(/OLD is not set/)
  })

  it.each([[[]], [Array.from({ length: 6 }, (_, n) => ({ env: `S${n}` }))]])('is one to five', (secret) => {
    const callback = { url: 'https://loja.example/disparo', secret }
    expect(Account.safeParse({ ...base, callback }).success).toBe(false)
  })
})
