import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { createAuthenticator } from '@disparo/producer/test-support'
import { fitsHash, loadUsers, md5Of, type ScryptHash, usersByName } from '@disparo/service/users'
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
  return createAuthenticator(usersByName(await loadUsers(path, ['shop-br'])))
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

test('--add puts the entry beside the others of a file, and makes the file where there is none', async () => {
  const path = join(folder, 'added.json')
  expect((await run(['shop', ...rights, '--add', path])).out).toBe(`shop is in ${path} now.\n`)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  await chmod(path, 0o644)
  const second = await run(['other', ...rights, '--add', path])
  expect(second.code).toBe(0)
  const users = await loadUsers(path, ['shop-br'])
  expect(users.map(({ user }) => user.name)).toEqual(['shop', 'other'])
  expect((await stat(path)).mode & 0o777).toBe(0o644)
  const [, password = ''] = /shown only here: (\S{32})\n$/.exec(second.err) ?? []
  expect(await fitsHash(password, users[1]?.password as ScryptHash)).toBe(true)
})

test.each([
  ['a name that is there', '[{"name": "shop"}]', 'has a user shop already'],
  ['a file of something else', '{"name": "shop"}', 'must be an array of users'],
  ['a file that is no JSON', '[\n{"name" "shop"}]', 'is no JSON: look at line 2, column 9'],
])('--add refuses %s, and changes nothing', async (_, text, message) => {
  const path = join(folder, 'refused.json')
  await writeFile(path, text)
  const { code, err } = await run(['shop', ...rights, '--add', path])
  expect(code).toBe(2)
  expect(err).toContain(message)
  expect(await readFile(path, 'utf8')).toBe(text)
})
