import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { loadAccounts, resolveCredentials, resolveWebhookSecret } from '@disparo/core/internal/account'
import { ProducerSettings, readSettings, settingsProblems, WorkerSettings } from '@disparo/service/settings'
import { loadUsers } from '@disparo/service/users'
import { afterAll, expect, test } from 'vitest'
import { runCommand } from '../run.js'
import { wordsOf } from './index.js'

const portuguese = { LANG: 'pt_BR.UTF-8' }
const { fault } = wordsOf(portuguese)
const folder = await mkdtemp(join(tmpdir(), 'fault-test-'))
afterAll(() => rm(folder, { recursive: true }))

const english =
  /\b(?:the|and|or|with|which|must|be|is|are|not|set|names?|read|look|expected|received|invalid|unrecognized|too|cannot)\b/i
/** What is typed, or is another's, stays as it is. */
const prose = (said: string) => said.replace(/"[^"]*"|`[^`]*`|\/\S+|\w+:\/\/\S+|^\w+: |send, read/g, '')

function expectPortuguese(said: string) {
  expect(said).not.toBe('')
  expect({ said, english: english.exec(prose(fault(said)))?.[0] }).toEqual({ said })
}

test.each([...new Set([...Object.keys(ProducerSettings.shape), ...Object.keys(WorkerSettings.shape)])])(
  'what is wrong with %s is told in Portuguese',
  (name) => {
    for (const value of ['!', '', '-1', 'http://a:b@c', '99999999999999999999', '!'.repeat(5_000)])
      for (const schema of [ProducerSettings, WorkerSettings])
        for (const problem of settingsProblems(schema, { [name]: value })) expectPortuguese(problem)
  },
)

async function fileOf(content: string): Promise<string> {
  const path = join(folder, 'file.json')
  await writeFile(path, content)
  return path
}

const account = { name: 'loja', configId: 'c', username: 'u', password: { env: 'LOJA_PASSWORD' } }
const user = { name: 'ana', password: 'plain', roles: ['send'], accounts: '*' }

test.each<[string, () => unknown]>([
  ['a variable that is missing', () => readSettings(WorkerSettings, {})],
  ['a variable that is misspelt', () => readSettings(WorkerSettings, { REDIS_URLL: 'x' })],
  ['no account', () => loadAccounts({})],
  ['half an account', () => loadAccounts({ HI_USERNAME: 'u' })],
  ['a file that is not there', () => loadAccounts({ DISPARO_ACCOUNTS: '/none/accounts.json' })],
  ['a folder', () => loadAccounts({ DISPARO_ACCOUNTS: folder })],
  ['no JSON', async () => loadAccounts({ DISPARO_ACCOUNTS: await fileOf('[{]') })],
  [
    'an account that is there twice',
    async () => loadAccounts({ DISPARO_ACCOUNTS: await fileOf(JSON.stringify([account, account])) }),
  ],
  [
    'an unknown field',
    async () =>
      loadAccounts({ DISPARO_ACCOUNTS: await fileOf(JSON.stringify([{ ...account, nothing: 1 }])) }),
  ],
  ['a missing field', async () => loadAccounts({ DISPARO_ACCOUNTS: await fileOf('[{"name":"loja"}]') })],
  ['a wrong user', async () => loadUsers(await fileOf(JSON.stringify([user])), ['loja'])],
  ['a file of users that is no JSON', async () => loadUsers(await fileOf('{{'), ['loja'])],
  [
    'a wrong secret',
    async () => resolveWebhookSecret({ name: 'loja', webhookSecret: { env: 'X' } }, { X: '!' }),
  ],
  ['no secret', async () => resolveWebhookSecret({ name: 'loja', webhookSecret: { env: 'X' } }, {})],
  [
    'no password',
    async () =>
      resolveCredentials(
        (await loadAccounts({ DISPARO_ACCOUNTS: await fileOf(JSON.stringify([account])) }))[0] as never,
        {},
      ),
  ],
])('%s is told in Portuguese', async (_name, look) => {
  const error = await Promise.resolve()
    .then(look)
    .then(
      () => undefined,
      (error: Error) => error,
    )
  expectPortuguese(error?.message ?? '')
})

async function run(args: readonly string[], env: Record<string, string>) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = await runCommand(args, { env, stdin: Readable.from([]), stdout, stderr })
  stderr.end()
  return { code, err: await text(stderr) }
}

const access = { DISPARO_URL: 'http://127.0.0.1:1', DISPARO_API_KEY: 'disparo_A1b2C3d4E5' }

test.each([
  [['user', 'a b', '--roles', 'send', '--accounts', '*'], 'name: precisa ter de 1 a 64'],
  [['user', 'ana', '--roles', 'root', '--accounts', 'Loja!'], 'accounts.0: precisa ter de 1 a 40 letras'],
  [
    ['key', 'create', 'loja', '--roles', 'root', '--accounts', '*'],
    'roles.0: precisa ser send, read, operate ou admin',
  ],
  [
    ['key', 'create', 'loja', '--roles', 'read,read', '--accounts', '*'],
    'roles: precisa dizer cada papel uma só vez',
  ],
  [
    ['key', 'create', 'loja', '--roles', 'read', '--accounts', '*', '--expires-at', 'x'],
    'expiresAt: não é data',
  ],
])('%j says in Portuguese which field is wrong, with the same exit code', async (args, said) => {
  const told = await run(args, { ...access, ...portuguese })
  expect(told.err).toContain(said)
  for (const line of told.err.trim().split('\n')) expect(english.exec(prose(line))?.[0]).toBeUndefined()
  expect(told.code).toBe((await run(args, access)).code)
})
