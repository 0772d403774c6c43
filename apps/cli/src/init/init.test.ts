import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { parseEnv, stripVTControlCharacters } from 'node:util'
import { loadAccounts, resolveCredentials } from '@disparo/core/internal/account'
import { ProducerSettings, readSettings } from '@disparo/service/settings'
import { fitsHash, loadUsers } from '@disparo/service/users'
import { afterAll, expect, inject, test } from 'vitest'
import { runCommand } from '../run.js'

const root = await mkdtemp(join(tmpdir(), 'init-test-'))
afterAll(() => rm(root, { recursive: true }))

let folders = 0
const newFolder = () => join(root, `folder-${folders++}`)

async function run(args: readonly string[], { stdin = '', env = {} } = {}) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = await runCommand(['init', ...args], { env, stdin: Readable.from([stdin]), stdout, stderr })
  stdout.end()
  stderr.end()
  return { code, out: await text(stdout), err: await text(stderr) }
}

const said = ['--config-id', 'minha-config-id', '--hi-user', 'usuarioApi', '--hi-password-file', '-']

/** What a program has that is started in the folder with `node --env-file=.env`. */
async function programsView(folder: string) {
  const env = parseEnv(await readFile(join(folder, '.env'), 'utf8'))
  const placed = (name: string) => [name, join(folder, env[name] ?? '')]
  const paths = Object.keys(env).filter((name) => /_FILE$|^DISPARO_(?:ACCOUNTS|USERS)$/.test(name))
  const seen: Record<string, string | undefined> = { ...env, ...Object.fromEntries(paths.map(placed)) }
  const settings = readSettings(ProducerSettings, seen)
  const [account] = await loadAccounts(seen)
  if (!account) throw new Error('There is no account')
  const users = await loadUsers(settings.DISPARO_USERS, [account.name])
  return { settings, account, users, credentials: resolveCredentials(account, seen) }
}

test.each([
  ['plain-password', undefined],
  ['pa$$word #1 "quoted" and é 😀 \\', undefined],
  ['it\'s $5 #1 "x" `y`', 'loja'],
])('by flags alone it writes what the programs read back exactly: %s', async (password, account) => {
  const folder = newFolder()
  const redis = 'redis://:p%24%23w@127.0.0.1:6380/1'
  const named = account === undefined ? [] : ['--account', account, '--user', 'ana']
  const args = ['--folder', folder, '--redis-url', redis, ...said, ...named, '--no-doctor']
  const { code, out, err } = await run(args, { stdin: `${password}\n` })
  expect(code).toBe(0)
  const seen = await programsView(folder)
  expect(seen.settings.REDIS_URL).toBe(redis)
  expect(seen.credentials).toEqual({ username: 'usuarioApi', password })
  expect(seen.account).toMatchObject({ name: account ?? 'default', configId: 'minha-config-id' })
  const [user] = seen.users
  const [, shown = ''] = /^Password of (?:admin|ana), shown only here: (\S+)\n$/.exec(err) ?? []
  expect(user && (await fitsHash(shown, user.password))).toBe(true)
  expect(out).not.toContain(password)
  expect(out).toContain('node --env-file=.env')
})

test('what holds a secret may be read by nobody else', async () => {
  const folder = newFolder()
  await run(['--folder', folder, ...said, '--no-doctor'], { stdin: `a'b$c` })
  const modes = ['.env', 'users.json', 'default-hi-password.secret', 'accounts.json'].map(
    async (name) => (await stat(join(folder, name))).mode & 0o777,
  )
  expect(await Promise.all(modes)).toEqual([0o600, 0o600, 0o600, 0o644])
})

test('without a terminal it says which flags are missing, all at once, and writes nothing', async () => {
  const folder = newFolder()
  const { code, err } = await run(['--folder', folder])
  expect(code).toBe(2)
  expect(err).toContain('Missing: --config-id, --hi-user, --hi-password-file\n')
  await expect(stat(folder)).rejects.toThrow('ENOENT')
})

test.each([
  [['--redis-url', 'http://localhost'], /^--redis-url the address /],
  [['--account', 'Loja'], /^--account must be 1 to 40/],
  [['--user', 'a:b'], /^--user must be/],
  [['--base-url', 'https://u:p@hi.example'], /^--base-url must be an http/],
  [['--config-id', ''], /^--config-id must not be empty/],
  [['--password-file', '-'], /^Only one of the files/],
])('%j is refused with its flag, and nothing is written', async (wrong, message) => {
  const folder = newFolder()
  const { code, err } = await run(['--folder', folder, ...said, ...wrong, '--no-doctor'], {
    stdin: 'password',
  })
  expect(code).toBe(2)
  expect(err).toMatch(message)
  await expect(stat(folder)).rejects.toThrow('ENOENT')
})

test('what is there already is named and left alone, unless --force is given', async () => {
  const folder = newFolder()
  const args = ['--folder', folder, ...said, '--no-doctor']
  await run(args, { stdin: 'first-password' })
  await rm(join(folder, '.env'))
  const users = await readFile(join(folder, 'users.json'), 'utf8')
  const again = await run(args, { stdin: 'second-password' })
  expect(again.code).toBe(2)
  expect(again.err).toContain(`${join(folder, 'accounts.json')}, ${join(folder, 'users.json')}. --force`)
  await expect(stat(join(folder, '.env'))).rejects.toThrow('ENOENT')
  expect(await readFile(join(folder, 'users.json'), 'utf8')).toBe(users)

  expect((await run([...args, '--force'], { stdin: 'second-password' })).code).toBe(0)
  expect((await programsView(folder)).credentials.password).toBe('second-password')
})

test('the doctor looks at what was written, and its verdict is the exit code', async () => {
  const args = ['--folder', newFolder(), ...said, '--no-upstream', '--json', '--redis-url']
  const sound = await run([...args, inject('redisUrl')], { stdin: 'password' })
  const { findings, files, password } = JSON.parse(sound.out)
  expect(files).toHaveLength(3)
  expect(password).toMatch(/^\S{32}$/)
  expect(sound.err).toBe('')
  const of = (check: string) => findings.find((finding: { check: string }) => finding.check === check)?.level
  expect([of('variables'), of('accounts'), of('users'), of('Redis')]).toEqual(['ok', 'ok', 'ok', 'ok'])
  const away = await run([...args, 'redis://127.0.0.1:1', '--force'], { stdin: 'password' })
  expect(away.code).toBe(1)
  expect(JSON.parse(away.out).ok).toBe(false)
})

test('at a terminal it asks, shows no password, asks again for what is wrong, and Ctrl-C writes nothing', async () => {
  /** Types an answer each time that it is asked. */
  const sit = (...answers: string[]) => {
    const stdin = Object.assign(new PassThrough(), { isTTY: true })
    const [stdout, stderr] = [new PassThrough(), Object.assign(new PassThrough(), { isTTY: true })]
    let screen = ''
    stderr.on('data', (chunk: Buffer) => {
      screen += chunk
      if (stripVTControlCharacters(String(chunk)).endsWith(': ')) stdin.write(answers.shift() ?? '')
    })
    const folder = newFolder()
    const args = ['init', '--folder', folder, '--no-doctor']
    return { folder, ended: runCommand(args, { env: {}, stdin, stdout, stderr }), screen: () => screen }
  }
  const typed = [
    '',
    'Loja',
    'loja',
    'my-config',
    'usuarioApi',
    's3cr3t-of-hi',
    '',
    'short',
    'a-long-password',
  ]
  const { folder, ended, screen } = sit(...typed.map((answer) => `${answer}\r`))
  expect(await ended).toBe(0)
  const seen = await programsView(folder)
  expect(seen.account).toMatchObject({ name: 'loja', configId: 'my-config' })
  expect(seen.settings.REDIS_URL).toBe('redis://127.0.0.1:6379')
  expect(seen.credentials.password).toBe('s3cr3t-of-hi')
  const shown = screen()
  expect(shown).toContain('Address of Redis [redis://127.0.0.1:6379]: ')
  expect(shown).toContain('must be 1 to 40 lower-case letters')
  expect(shown).toContain('needs at least 8 characters')
  expect(shown).not.toMatch(/s3cr3t|a-long-password/)

  const interrupted = sit('\r', '\x03')
  expect(await interrupted.ended).toBe(2)
  await expect(stat(interrupted.folder)).rejects.toThrow('ENOENT')
})

test('with LANG it speaks Portuguese, and --json does not', async () => {
  const env = { LANG: 'pt_BR.UTF-8' }
  const { err } = await run(['--folder', newFolder()], { env })
  expect(err).toContain('Falta: --config-id')
  const folder = newFolder()
  const { out } = await run(['--folder', folder, ...said, '--no-doctor'], { env, stdin: 'senha-qualquer' })
  expect(out).toContain('Gravados:')
  await writeFile(join(folder, 'users.json'), '{}')
})
