import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadAccounts, resolveCredentials } from './index.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disparo-accounts-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function fileOf(content: unknown): Promise<string> {
  const path = join(folder, 'accounts.json')
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const acme = {
  name: 'acme',
  configId: 'minha-config-id',
  username: 'usuarioApi',
  password: { env: 'ACME_PASSWORD' },
}

describe('loadAccounts', () => {
  it('fills in what Hi Platform documents as its limit', async () => {
    const [account] = await loadAccounts({ DISPARO_ACCOUNTS: await fileOf([acme]) })
    expect(account).toMatchObject({
      baseUrl: 'https://app.hiplatform.com',
      limit: { max: 500, windowMs: 60_000 },
      maxAttempts: 8,
      unknownPolicy: { urgent: 'resend', bulk: 'verify' },
      couponMaxLength: 15,
    })
  })

  it('reads rates from a file of their own, and says what is wrong with it', async () => {
    const rates = { currency: 'BRL', date: '2026-11-01', prices: { MARKETING: { BR: '0.3450' } } }
    const file = join(folder, 'rates.json')
    const load = async () => loadAccounts({ DISPARO_ACCOUNTS: await fileOf([{ ...acme, rates: { file } }]) })
    await expect(load()).rejects.toThrow(
      /account "acme"\.rates\.file: .*rates\.json cannot be read \(ENOENT\)/,
    )
    await writeFile(file, JSON.stringify(rates))
    expect((await load())[0]?.rates).toEqual(rates)
    await writeFile(file, JSON.stringify({ ...rates, currency: 'reais' }))
    await expect(load()).rejects.toThrow('account "acme".rates.currency: must be a currency')
    for (const text of ['{', '[]']) {
      await writeFile(file, text)
      await expect(load()).rejects.toThrow(/rates\.json (is no JSON|must be an object)/)
    }
  })

  it('makes one account named default of the HI_ variables', async () => {
    const [account] = await loadAccounts({ HI_USERNAME: 'usuarioApi', HI_CONFIG_ID: 'minha-config-id' })
    expect(account).toMatchObject({
      name: 'default',
      configId: 'minha-config-id',
      password: { env: 'HI_PASSWORD' },
    })
  })

  it.each([
    ['a missing file', async () => join(folder, 'none.json'), /none\.json cannot be read \(ENOENT\)/],
    ['no JSON', () => fileOf('{'), /is no JSON/],
    [
      'a secret in an address',
      () => fileOf([{ ...acme, baseUrl: 'https://u:s3cr3t@hi.example' }]),
      /baseUrl: must have no user or password in it/,
    ],
    ['no account at all', () => fileOf([]), /at least one account/],
    [
      'a bad name',
      () => fileOf([{ ...acme, name: 'Acme {1}' }]),
      /account "Acme \{1\}"\.name: must be 1 to 40/,
    ],
    [
      'a password in the file',
      () => fileOf([{ ...acme, password: 'hunter2hunter2' }]),
      /account "acme"\.password: /,
    ],
    ['an unknown option', () => fileOf([{ ...acme, limits: {} }]), /limits/],
    ['a name used twice', () => fileOf([acme, acme]), /"acme" twice/],
  ])('refuses %s, saying where', async (_title, path, message) => {
    const failure = await loadAccounts({ DISPARO_ACCOUNTS: await path() }).catch((error: Error) => error)
    expect(failure).toMatchObject({ code: 'CONFIGURATION', message: expect.stringMatching(message) })
    expect((failure as Error).message).not.toContain('hunter2')
  })

  it('says which variables are missing when nothing is configured', async () => {
    await expect(loadAccounts({})).rejects.toThrow(/DISPARO_ACCOUNTS .* HI_USERNAME and HI_CONFIG_ID/)
  })
})

describe('resolveCredentials', () => {
  it('takes the secret from the variable that the account names, and names it when it is missing', async () => {
    const [account] = await loadAccounts({ DISPARO_ACCOUNTS: await fileOf([acme]) })
    if (!account) throw new Error('no account')
    expect(resolveCredentials(account, { ACME_PASSWORD: 'senhaApi' })).toEqual({
      username: 'usuarioApi',
      password: 'senhaApi',
    })
    expect(() => resolveCredentials(account, {})).toThrow(/ACME_PASSWORD is not set/)
  })
})
