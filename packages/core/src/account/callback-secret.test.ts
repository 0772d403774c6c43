import { describe, expect, it } from 'vitest'
import { Account } from './account.js'
import { resolveCallbackSecret } from './callback-secret.js'
import { ConfigurationError } from './configuration-error.js'

const account = Account.parse({
  name: 'loja',
  configId: 'id',
  username: 'u',
  password: { env: 'P' },
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
      const resolved = resolveCallbackSecret(account, { LOJA_CALLBACK_SECRET: secret })
      expect(resolved).toBe(`whsec_${base64(bytes)}`)
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
    const resolve = () => resolveCallbackSecret(account, { LOJA_CALLBACK_SECRET: secret })
    expect(resolve).toThrow(ConfigurationError)
    expect(resolve).toThrow(/LOJA_CALLBACK_SECRET/)
    if (secret && secret !== 'whsec_') expect(resolve).not.toThrow(secret)
  })

  it('is not asked for where there is no callback', () => {
    expect(resolveCallbackSecret({ name: 'loja' }, {})).toBeUndefined()
  })
})
