import { Account } from '@disparo/core/account'
import { expect, test } from 'vitest'
import { checkSecrets } from './check-secrets.js'

const account = Account.parse({
  name: 'loja',
  configId: 'config',
  username: 'someone',
  password: { env: 'LOJA_PASSWORD' },
  callback: { url: 'https://loja.example', secret: { env: 'LOJA_CALLBACK_SECRET' } },
  webhookSecret: { env: 'LOJA_WEBHOOK_SECRET' },
})

test('what is not set here is skipped, by its name', () => {
  const { findings, credentials } = checkSecrets(account, { LOJA_PASSWORD: '' })
  expect(credentials).toBeUndefined()
  expect(findings.map(({ level, found }) => [level, found])).toEqual([
    ['skipped', 'LOJA_CALLBACK_SECRET is not set here'],
    ['skipped', 'LOJA_WEBHOOK_SECRET is not set here'],
  ])
})

test('what is set is judged, and never shown', () => {
  const { findings, credentials } = checkSecrets(account, {
    LOJA_PASSWORD: 's3cr3t',
    LOJA_CALLBACK_SECRET: 's3cr3t',
    LOJA_WEBHOOK_SECRET: 's3cr3t-long-enough',
  })
  expect(credentials).toEqual({ username: 'someone', password: 's3cr3t' })
  expect(findings.map(({ level }) => level)).toEqual(['fail', 'ok'])
  expect(JSON.stringify(findings)).not.toContain('s3cr3t')
})
