import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Account } from '@disparo/core/internal/account'
import { expect, onTestFinished, test } from 'vitest'
import { programSpeech } from '../words/index.js'
import { checkSecrets } from './check-secrets.js'

const words = programSpeech.words.doctor

const account = Account.parse({
  name: 'loja',
  configId: 'config',
  username: 'someone',
  password: { env: 'LOJA_PASSWORD' },
  callback: { url: 'https://loja.example', secret: { env: 'LOJA_CALLBACK_SECRET' } },
  webhookSecret: { env: 'LOJA_WEBHOOK_SECRET' },
})

test('what is not set here is skipped, by its name', () => {
  const { findings, credentials } = checkSecrets(account, { LOJA_PASSWORD: '' }, words)
  expect(credentials).toBeUndefined()
  expect(findings.map(({ level, found }) => [level, found])).toEqual([
    ['skipped', 'LOJA_CALLBACK_SECRET is not set here'],
    ['skipped', 'LOJA_WEBHOOK_SECRET is not set here'],
  ])
})

test('what is set is judged, and never shown', () => {
  const { findings, credentials } = checkSecrets(
    account,
    {
      LOJA_PASSWORD: 's3cr3t',
      LOJA_CALLBACK_SECRET: 's3cr3t',
      LOJA_WEBHOOK_SECRET: 's3cr3t-long-enough',
    },
    words,
  )
  expect(credentials).toEqual({ username: 'someone', password: 's3cr3t' })
  expect(findings.map(({ level }) => level)).toEqual(['fail', 'ok'])
  expect(JSON.stringify(findings)).not.toContain('s3cr3t')
})

test('what is in a file is set; a file that is not there is a failure, and leaves nothing to log in with', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doctor-secrets-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'password')
  await writeFile(path, 's3cr3t\n')
  const found = checkSecrets(account, { LOJA_PASSWORD_FILE: path, LOJA_WEBHOOK_SECRET_FILE: path }, words)
  expect(found.credentials).toEqual({ username: 'someone', password: 's3cr3t' })
  expect(found.findings.map(({ check, level }) => [check, level])).toEqual([
    ['callback secret', 'skipped'],
    ['webhook secret', 'fail'],
  ])

  const missing = checkSecrets(account, { LOJA_PASSWORD_FILE: join(folder, 'none') }, words)
  expect(missing.credentials).toBeUndefined()
  expect(missing.findings[0]).toMatchObject({
    check: 'user and password',
    level: 'fail',
    found: 'LOJA_PASSWORD_FILE cannot be read (ENOENT)',
  })
  expect(JSON.stringify([found.findings, missing.findings])).not.toContain('s3cr3t')
})
