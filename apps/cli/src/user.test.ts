import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { createAuthenticator } from '@disparo/producer/test-support'
import { loadUsers, md5Of } from '@disparo/service/users'
import { afterAll, expect, test } from 'vitest'
import { runCommand } from './run.js'

const folder = await mkdtemp(join(tmpdir(), 'user-test-'))
afterAll(() => rm(folder, { recursive: true }))

/** Without any variable: the command asks no service. */
async function run(args: string[], stdin = '') {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = await runCommand(['user', ...args], { env: {}, stdin: Readable.from([stdin]), stdout, stderr })
  stdout.end()
  stderr.end()
  return { code, out: await text(stdout), err: await text(stderr) }
}

async function open(entry: string) {
  const path = join(folder, 'users.json')
  await writeFile(path, `[${entry}]`)
  return createAuthenticator(await loadUsers(path, ['shop-br']))
}

const rights = ['--roles', 'send, read', '--accounts', 'shop-br']

test('the entry goes to the standard output and the password elsewhere, and they fit', async () => {
  const { code, out, err } = await run(['shop', ...rights])
  expect(code).toBe(0)
  expect(JSON.parse(out)).toEqual({
    name: 'shop',
    password: expect.stringMatching(/^\$scrypt\$ln=15,r=8,p=3\$/),
    roles: ['send', 'read'],
    accounts: ['shop-br'],
  })
  const [, password = ''] = /^Password of shop, shown only here: (\S{32})\n$/.exec(err) ?? []
  expect(out).not.toContain(password)
  const authenticator = await open(out)
  expect(await authenticator.byPassword('shop', password, '::1')).toMatchObject({ name: 'shop' })
  expect(await authenticator.byMd5('shop', md5Of(password), '::1')).toBeUndefined()
})

test('--json prints entry and password as one object, and --xml opens the XML interface', async () => {
  const { code, out, err } = await run(['shop', '--roles', 'send', '--accounts', '*', '--xml', '--json'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const { entry, password } = JSON.parse(out)
  expect(entry.accounts).toBe('*')
  const authenticator = await open(JSON.stringify(entry))
  expect(await authenticator.byPassword('shop', password, '::1')).toMatchObject({ accounts: '*' })
  expect(await authenticator.byMd5('shop', md5Of(password), '::1')).toMatchObject({ name: 'shop' })
})

test('--xml-case is how the XML interface answers', async () => {
  const asked = ['shop', ...rights, '--xml', '--json', '--xml-case']
  const { entry, password } = JSON.parse((await run([...asked, 'upper'])).out)
  const authenticator = await open(JSON.stringify(entry))
  expect(await authenticator.byMd5('shop', md5Of(password), '::1')).toMatchObject({ xmlCase: 'upper' })
  expect((await run([...asked, 'Upper'])).code).not.toBe(0)
})

test('a password of the standard input is taken without its line end, and printed nowhere', async () => {
  const { code, out, err } = await run(['shop', ...rights, '--password-stdin'], 'senhaApi çã\r\n')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).not.toContain('senhaApi')
  expect(await (await open(out)).byPassword('shop', 'senhaApi çã', '::1')).toMatchObject({ name: 'shop' })
})

test.each([
  ['no roles', ['shop', '--accounts', '*'], '--roles'],
  ['an unknown role', ['shop', '--roles', 'sned', '--accounts', '*'], 'roles.0: '],
  ['no accounts', ['shop', '--roles', 'send'], '--accounts'],
  ['an account that is no name', ['shop', '--roles', 'send', '--accounts', 'Shop BR'], 'accounts'],
  ['a name with a colon', ['shop:br', ...rights], 'name: '],
  ['a short password', ['shop', ...rights, '--password-stdin'], 'at least 8 characters'],
])('%s is wrong usage, exit code 2, and is explained', async (_, args, explanation) => {
  const wrong = await run(args, 'short')
  expect(wrong).toMatchObject({ code: 2, out: '' })
  expect(wrong.err).toContain(explanation)
})
