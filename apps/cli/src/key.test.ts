import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { password, startTestServer, user } from '@disparo/producer/test-support'
import { afterAll, expect, test } from 'vitest'
import { runCommand } from './run.js'

const door = await startTestServer()
const folder = await mkdtemp(join(tmpdir(), 'key-test-'))
afterAll(async () => {
  await door.close()
  await rm(folder, { recursive: true })
})
const place = { DISPARO_URL: door.url, DISPARO_ACCOUNT: door.account }
const asUser = { ...place, DISPARO_USER: user, DISPARO_PASSWORD: password }

async function run(args: string[], env: Record<string, string> = asUser) {
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), Readable.from([])]
  const code = await runCommand(args, { env, stdin, stdout, stderr })
  stdout.end()
  stderr.end()
  return { code, out: await text(stdout), err: await text(stderr) }
}

const rights = ['--roles', 'read, operate', '--accounts', door.account]

test('a key goes to the standard output, in place of a user and password from then on, until it is revoked', async () => {
  const { code, out, err } = await run(['key', 'create', 'loja', ...rights])
  expect(code).toBe(0)
  expect(out).toMatch(/^disparo_[0-9A-Za-z]{59}\n$/)
  const key = out.trim()
  const id = key.slice(8, 18)
  expect(err).toBe(`The key ${id} of loja, shown only here.\n`)
  const file = join(folder, 'key.txt')
  await writeFile(file, out)
  for (const env of [{ DISPARO_API_KEY: key }, { DISPARO_API_KEY_FILE: file }]) {
    expect((await run(['gate'], { ...place, ...env })).code).toBe(0)
  }
  const { keys } = JSON.parse((await run(['key', 'list', '--json'])).out)
  expect(keys).toContainEqual(
    expect.objectContaining({ id, name: 'loja', roles: ['read', 'operate'], createdBy: user }),
  )
  expect((await run(['key', 'list'])).out).toMatch(
    new RegExp(`^${id}  loja  read,operate  ${door.account}  by ${user}  used 2`, 'm'),
  )
  expect(await run(['key', 'revoke', key])).toMatchObject({ code: 0, err: '' })
  const refused = await run(['gate'], { ...place, DISPARO_API_KEY: key })
  expect(refused.code).toBe(1)
  expect(refused.err).toContain('DISPARO_API_KEY')
  expect(refused.err).not.toContain(key.slice(18))
  expect((await run(['key', 'revoke', id])).code).toBe(1)
})

test('a user who is named goes before a key of the environment', async () => {
  const env = { ...asUser, DISPARO_API_KEY: 'disparo_wrong' }
  expect((await run(['gate'], env)).code).toBe(1)
  expect((await run(['--user', user, 'gate'], env)).code).toBe(0)
})

test.each([
  [['a b', ...rights], 'name: must be'],
  [['loja', '--roles', 'root', '--accounts', '*'], 'roles.0: must be send, read, operate or admin'],
  [['loja', '--roles', 'read,read', '--accounts', '*'], 'roles: must name each role once'],
  [['loja', ...rights, '--expires-at', 'tomorrow'], 'expiresAt: '],
])('%j is refused before anybody is asked', async (args, message) => {
  const { code, err } = await run(['key', 'create', ...args], {
    ...asUser,
    DISPARO_URL: 'http://127.0.0.1:1',
  })
  expect([code, err]).toEqual([2, expect.stringContaining(message)])
})

test('who did what is listed, a page at a time, and filtered', async () => {
  for (const name of ['um', 'dois']) {
    const { key } = JSON.parse((await run(['key', 'create', name, ...rights, '--json'])).out)
    await run(['key', 'revoke', key])
  }
  const first = await run(['audit', '--limit', '1'])
  expect(first.out).toMatch(
    new RegExp(`^2\\S+ \\S+ \\S+  key-revoked         ${user}  \\w{10}\\nOlder ones: --before \\S+\\n$`),
  )
  const before = /--before (\S+)/.exec(first.out)?.[1] ?? ''
  const { acts } = JSON.parse(
    (await run(['audit', '--before', before, '--action', 'key-created', '--json'])).out,
  )
  expect(acts.slice(0, 2).map(({ action, by }: { action: string; by: string }) => [action, by])).toEqual([
    ['key-created', user],
    ['key-created', user],
  ])
  expect((await run(['audit', '--by', 'nobody'])).out).toBe('Nobody has done anything so far.\n')
  expect((await run(['audit', '--action', 'flew'])).code).toBe(2)
})
