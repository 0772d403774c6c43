import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Account, loadAccounts, readSecret, resolveCallbackSecrets, resolveCredentials } from './index.js'
import { resolveWebhookSecret } from './webhook-secret.js'

const folder = await mkdtemp(join(tmpdir(), 'secret-'))
afterAll(() => rm(folder, { recursive: true }))

async function fileWith(text: string): Promise<string> {
  const path = join(await mkdtemp(join(folder, 'file-')), 'secret')
  await writeFile(path, text)
  return path
}

describe('a secret', () => {
  it('is taken from its variable as it is, or from a file without blanks at its ends', async () => {
    expect(readSecret({ NAME: ' s3cr3t ' }, 'NAME')).toEqual({ value: ' s3cr3t ', source: 'NAME' })
    const inFile = { NAME: '', NAME_FILE: await fileWith('\uFEFF s3cr3t\r\n') }
    expect(readSecret(inFile, 'NAME')).toEqual({ value: 's3cr3t', source: 'NAME_FILE' })
  })

  it('is not set where there is no variable and no file, or where they are empty', async () => {
    const nothing = [{}, { NAME: '', NAME_FILE: '' }, { NAME_FILE: '/dev/null' }]
    for (const env of [...nothing, { NAME_FILE: await fileWith(' \n') }]) {
      expect(readSecret(env, 'NAME')).toBeUndefined()
    }
  })

  it('may not be in both, unless the file is empty', async () => {
    const both = { NAME: 's3cr3t', NAME_FILE: await fileWith('an0ther') }
    expect(() => readSecret(both, 'NAME')).toThrow('Set NAME or NAME_FILE, not both')
    expect(() => readSecret(both, 'NAME')).not.toThrow(/s3cr3t|an0ther/)
    expect(readSecret({ ...both, NAME_FILE: '/dev/null' }, 'NAME')?.source).toBe('NAME')
  })

  it.each([
    ['ENOENT', join(folder, 's3cr3t')],
    ['EISDIR', folder],
  ])('in a file that cannot be read is an error with %s, and tells nothing of the path', (code, path) => {
    const read = () => readSecret({ NAME_FILE: path }, 'NAME')
    const error = { code: 'CONFIGURATION', message: `NAME_FILE cannot be read (${code})` }
    expect(read).toThrow(expect.objectContaining(error))
    expect(read).not.toThrow(expect.objectContaining({ cause: expect.anything() }))
  })
})

describe('the secrets of an account', () => {
  const account = Account.parse({
    name: 'loja',
    configId: 'id',
    username: { env: 'LOJA_USER' },
    password: { env: 'LOJA_PASSWORD' },
    callback: { url: 'https://loja.example/disparo', secret: { env: 'LOJA_CALLBACK_SECRET' } },
    webhookSecret: { env: 'LOJA_WEBHOOK_SECRET' },
  })

  it('may each stand in a file, and are named by it where they are wrong', async () => {
    const callbackSecret = `whsec_${Buffer.alloc(32, 251).toString('base64')}`
    const env = {
      LOJA_USER_FILE: await fileWith('usuarioApi\n'),
      LOJA_PASSWORD_FILE: await fileWith('senhaApi\n'),
      LOJA_CALLBACK_SECRET_FILE: await fileWith(`${callbackSecret}\n`),
      LOJA_WEBHOOK_SECRET_FILE: await fileWith('abc_DEF-0123456789\n'),
    }
    expect(resolveCredentials(account, env)).toEqual({ username: 'usuarioApi', password: 'senhaApi' })
    expect(resolveCallbackSecrets(account, env)).toEqual([callbackSecret])
    expect(resolveWebhookSecret(account, env)).toBe('abc_DEF-0123456789')

    const wrong = await fileWith('s3cr3t')
    const wrongCallback = () => resolveCallbackSecrets(account, { LOJA_CALLBACK_SECRET_FILE: wrong })
    expect(wrongCallback).toThrow(/^LOJA_CALLBACK_SECRET_FILE must be/)
    const wrongWebhook = () => resolveWebhookSecret(account, { LOJA_WEBHOOK_SECRET_FILE: wrong })
    expect(wrongWebhook).toThrow(/^LOJA_WEBHOOK_SECRET_FILE must be/)
  })

  it('may be so for the account of the HI_ variables, too', async () => {
    const files = { HI_USERNAME_FILE: await fileWith('usuarioApi'), HI_PASSWORD_FILE: await fileWith('p') }
    const [single] = await loadAccounts({ ...files, HI_CONFIG_ID: 'minha-config-id' })
    if (!single) throw new Error('no account')
    expect(resolveCredentials(single, files)).toEqual({ username: 'usuarioApi', password: 'p' })
  })
})
