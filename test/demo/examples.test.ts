import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  loadAccounts,
  resolveCallbackSecrets,
  resolveCredentials,
  resolveWebhookSecret,
} from '@disparo/core/internal/account'
import { expect, it } from 'vitest'
import { repositoryRoot } from '../stack/repository.js'

const folder = join(repositoryRoot, 'examples')
const files = (await readdir(folder)).filter((name) => name.startsWith('accounts'))
const env = {
  LOJA_HI_USERNAME: 'usuarioApi',
  LOJA_HI_PASSWORD: 'senhaApi',
  LOJA_CALLBACK_SECRET: `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
  LOJA_WEBHOOK_SECRET: 'sixteen-letters-and-more',
}

it.each(files)('examples/%s describes accounts with the variables of .env.example', async (name) => {
  const variables = await readFile(join(repositoryRoot, '.env.example'), 'utf8')
  for (const variable of Object.keys(env)) expect(variables).toMatch(new RegExp(`^(# )?${variable}=$`, 'm'))
  const [account, ...others] = await loadAccounts({ DISPARO_ACCOUNTS: join(folder, name) })
  expect(others).toEqual([])
  if (!account) throw new Error('It has no account')
  expect(account.name).toBe('loja')
  expect(resolveCredentials(account, env)).toEqual({ username: 'usuarioApi', password: 'senhaApi' })
  const hasCallbacks = name === 'accounts-with-callbacks.json'
  expect(resolveCallbackSecrets(account, env)).toEqual(hasCallbacks ? [env.LOJA_CALLBACK_SECRET] : [])
  expect(resolveWebhookSecret(account, env)).toBe(hasCallbacks ? env.LOJA_WEBHOOK_SECRET : undefined)
})
