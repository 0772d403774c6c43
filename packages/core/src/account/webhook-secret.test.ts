import { expect, it } from 'vitest'
import { ConfigurationError } from './configuration-error.js'
import { resolveWebhookSecret } from './webhook-secret.js'

const account = { name: 'loja', webhookSecret: { env: 'LOJA_WEBHOOK' } }

it('takes the secret of the webhook from the variable that the account names', () => {
  const secret = 'abc_DEF-0123456789'
  expect(resolveWebhookSecret(account, { LOJA_WEBHOOK: secret })).toBe(secret)
})

it('asks for nothing where an account has no webhook', () => {
  expect(resolveWebhookSecret({ name: 'loja' }, {})).toBeUndefined()
})

it.each([undefined, '', 'too-short', 'has/slash/0123456789', `${'x'.repeat(201)}`])(
  'refuses the secret %j and names the variable, not the value',
  (value) => {
    const resolve = () => resolveWebhookSecret(account, { LOJA_WEBHOOK: value })
    expect(resolve).toThrow(ConfigurationError)
    expect(resolve).toThrow(/^LOJA_WEBHOOK .*16 to 200/)
    if (value) expect(resolve).not.toThrow(value)
  },
)
