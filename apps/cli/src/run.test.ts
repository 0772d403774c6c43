import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { password, startTestServer, user } from '@disparo/producer/test-support'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { runCommand } from './run.js'

const door = await startTestServer()
const folder = await mkdtemp(join(tmpdir(), 'cli-test-'))
afterAll(() => Promise.all([door.close(), rm(folder, { recursive: true })]))

const env = {
  DISPARO_URL: door.url,
  DISPARO_USER: user,
  DISPARO_PASSWORD: password,
  DISPARO_ACCOUNT: door.account,
}
const message = ['--to', '551199999999', '--namespace', 'ns', '--element-name', 'aviso']
const csv = (...rows: string[]) => `${['to,namespace,elementName,body1', ...rows].join('\n')}\n`
const good = '551199999999,ns,aviso,Olá'

async function run(args: string[], options: { env?: NodeJS.ProcessEnv; stdin?: string } = {}) {
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  const stdin = Readable.from([Buffer.from(options.stdin ?? '')])
  const code = await runCommand(args, { env: options.env ?? env, stdin, stdout, stderr })
  stdout.end()
  stderr.end()
  const [out, err] = await Promise.all([text(stdout), text(stderr)])
  return { code, out, err }
}

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

test('send enqueues a message, and status tells of it without the number', async () => {
  const sent = await run(['send', ...message, '--body', 'R$10', '--body', '5364', '--json'])
  expect(sent).toMatchObject({ code: 0, err: '' })
  const { id } = JSON.parse(sent.out)
  const status = await run(['status', id])
  expect(status.code).toBe(0)
  expect(status.out).toContain(`Message ${id} is enqueued (bulk lane, 0 attempts).`)
  expect(status.out).not.toContain('551199999999')
  expect(JSON.parse((await run(['status', id, '--json'])).out)).toMatchObject({ id, to: '551199999999' })
})

test('send takes every part of a message', async () => {
  const parts = [
    '--header-document',
    'https://x.example/a.pdf',
    '--header-filename',
    'Guia',
    '--button',
    'a',
    '--coupon',
    'C',
  ]
  expect((await run(['send', ...message, ...parts, '--category', 'Marketing'])).code).toBe(0)
  const code = await run(['send', ...message, '--otp', '123456', '--json'])
  expect(JSON.parse(code.out)).toMatchObject({ lane: 'urgent' })
})

test('send with the same key twice is one message', async () => {
  const first = await run(['send', ...message, '--key', 'once', '--json'])
  const again = await run(['send', ...message, '--key', 'once'])
  expect(again).toMatchObject({ code: 0 })
  expect(again.out).toBe(`Message ${JSON.parse(first.out).id} was enqueued before with this key.\n`)
})

test('send reads a message from a file or the standard input, comments included', async () => {
  const stdin = '{"to": "551199999999", "namespace": "ns", "elementName": "aviso", "lane": "urgent" // já\n}'
  const piped = await run(['send', '--file', '-', '--json'], { stdin })
  expect(JSON.parse(piped.out)).toMatchObject({ lane: 'urgent', created: true })
  expect((await run(['send', '--file', await file('message.json', stdin)])).code).toBe(0)
})

test('what the service refuses is told by field, with exit code 1', async () => {
  const refused = await run(['send', ...message, '--to', 'onze', '--otp', '1'.repeat(16)])
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toMatch(/^ {2}to: .+$/m)
  expect(refused.err).toMatch(/^ {2}otp: .+$/m)
  const late = await run(['send', ...message, '--send-at', '2099-01-01T00:00:00Z'])
  expect(late.err).toMatch(/^ {2}sendAt: is more than a year ahead/m)
  const json = await run(['send', ...message, '--to', 'onze', '--json'])
  expect(JSON.parse(json.out)).toMatchObject({ type: '/problems/invalid-message', status: 422 })
})

test('import looks through the whole file, and says what it took it for', async () => {
  const western = Buffer.from(csv(good), 'latin1')
  const path = join(folder, 'western.csv')
  await writeFile(path, western)
  const guessed = await run(['import', path])
  expect(guessed.code).toBe(0)
  expect(guessed.out).toContain('1 of 1 row enqueued')
  expect(guessed.out).toContain('read as Windows-1252')
  const declared = await run(['import', path, '--encoding', 'latin1', '--key', 'declared', '--json'])
  expect(JSON.parse(declared.out)).toMatchObject({ enqueued: 1, encoding: 'windows-1252' })

  await writeFile(path, Buffer.concat([Buffer.from(csv(good, good)), western]))
  const mixed = await run(['import', path])
  expect(mixed).toMatchObject({ code: 3, out: '' })
  expect(mixed.err).toContain('Line 5 of the file')
  expect(mixed.err).toContain('--encoding windows-1252')
  expect(await run(['import', path, '--encoding', 'koi8'])).toMatchObject({ code: 2, out: '' })
})

test('import reads a workbook, though it is called .csv, and the sheet that is asked for', async () => {
  const workbook = await readFile(
    new URL('../../../packages/rows/src/fixtures/e1-planilha.xlsx', import.meta.url),
  )
  const path = join(folder, 'planilha.csv')
  await writeFile(path, workbook)
  const read = await run(['import', path])
  expect(read).toMatchObject({ code: 3 })
  expect(read.out).toContain('3 of 4 rows enqueued')
  expect(read.out).toContain('2027-01-05T12:00:00-03:00')
  const other = await run(['import', path, '--sheet', 'Outra', '--format', 'xlsx'])
  expect(other).toMatchObject({ code: 3, out: '' })
  expect(other.err).toContain('lixo')
})

test('import enqueues a file, tells its progress elsewhere, and repeating it sends nothing twice', async () => {
  const path = await file(
    'campaign.csv',
    csv(...Array.from({ length: 3_000 }, (_, n) => `55119${String(90_000_000 + n)},ns,aviso,Olá`)),
  )
  const first = await run(['import', path, '--json'])
  expect(first.code).toBe(0)
  expect(first.err).toContain('Importing')
  const receipt = JSON.parse(first.out)
  expect(receipt).toMatchObject({ rows: 3000, enqueued: 3000 })
  const again = JSON.parse((await run(['import', path, '--json'])).out)
  expect(again).toMatchObject({ id: receipt.id, enqueued: 0, unchanged: 3000 })
  const other = JSON.parse((await run(['import', path, '--key', 'on-purpose', '--json'])).out)
  expect(other.id).not.toBe(receipt.id)
  const batch = await run(['batch', receipt.id])
  expect(batch.out).toContain('3000 messages')
  expect(batch.out).toMatch(/enqueued +3000/)
})

test('import of rows with keys of their own enqueues nothing new under another key, and says so', async () => {
  const rows = ['551199999999,ns,aviso,Olá,row-1', '551199999999,ns,aviso,Olá,row-2']
  const path = await file('keyed.csv', `to,namespace,elementName,body1,key\n${rows.join('\n')}\n`)
  expect((await run(['import', path])).out).toContain('2 of 2 rows enqueued')
  const other = await run(['import', path, '--key', 'once-more', '--wait'])
  expect(other).toMatchObject({ code: 0 })
  expect(other.out).toMatch(
    /0 of 2 rows enqueued in the bulk lane, 2 known already\.\n(?:.*\n)*Nothing new was enqueued.*\n$/,
  )
  expect(other.err).not.toContain('Settled')
  const json = await run(['import', path, '--key', 'once-more', '--wait', '--json'])
  expect(JSON.parse(json.out)).toMatchObject({ enqueued: 0, duplicates: 2, state: { total: 0 } })
})

test('one of a thing is told in the singular', async () => {
  const one = await run(['import', await file('one.csv', csv(good))])
  expect(one.out).toContain('1 of 1 row enqueued')
  const both = await run(['import', await file('one-bad.csv', csv(good, 'onze,ns,aviso,Olá')), '--json'])
  const batch = await run(['batch', JSON.parse(both.out).id])
  expect(batch.out).toContain('1 message in the bulk lane, 1 bad row.')
})

test('import tells bad rows by number and column, with exit code 3', async () => {
  const path = await file('some-bad.csv', csv(good, 'onze,ns,aviso,Oi'))
  const some = await run(['import', path])
  expect(some.code).toBe(3)
  expect(some.out).toContain('1 of 2 rows enqueued')
  expect(some.out).toMatch(/^ {2}line 3, to: .+$/m)
  const strict = await run(['import', path, '--strict', '--key', 'strict'])
  expect(strict).toMatchObject({ code: 3, out: '' })
  expect(strict.err).toMatch(/nothing was enqueued[\s\S]*line 3, to/)
})

test('import reads the standard input, and leaves no temporary file', async () => {
  const before = (await readdir(tmpdir())).filter((name) => name.startsWith('disparo-import-'))
  const piped = await run(['import', '-', '--format', 'csv', '--json'], { stdin: csv(good, good) })
  expect(JSON.parse(piped.out)).toMatchObject({ enqueued: 1, repeated: 1 })
  expect((await readdir(tmpdir())).filter((name) => name.startsWith('disparo-import-'))).toEqual(before)
})

test.each([
  ['no command', [], 'Usage: disparo'],
  ['an unknown command', ['sned'], 'Did you mean send'],
  ['an unknown option', ['send', '--too', '1'], 'Did you mean --to'],
  ['a lane that is none', ['send', '--lane', 'fast'], 'Allowed choices are urgent, bulk'],
  ['missing options', ['send', '--to', '551199999999'], '--namespace, --element-name'],
  ['a file that is not there', ['import', '/nowhere.csv'], '/nowhere.csv cannot be read'],
  ['a format that is not known', ['import', 'a.doc'], '--format'],
  ['a URL that is none', ['status', 'x', '--url', 'localhost'], 'DISPARO_URL'],
  ['no JSON', ['send', '--file', '-'], 'JSON'],
])('%s is wrong usage, exit code 2, and is explained', async (_, args, explanation) => {
  const wrong = await run(args)
  expect(wrong).toMatchObject({ code: 2, out: '' })
  expect(wrong.err).toContain(explanation)
})

test('a missing user or password says how to give one, and a file is one way for the password', async () => {
  const { DISPARO_USER: _, DISPARO_PASSWORD: __, ...without } = env
  const missing = await run(['status', 'x'], { env: without })
  expect(missing.code).toBe(2)
  expect(missing.err).toContain('DISPARO_USER')
  const half = await run(['status', 'x', '--user', user], { env: without })
  expect(half.code).toBe(2)
  expect(half.err).toContain('DISPARO_PASSWORD')
  const path = await file('password', `${password}\n`)
  const found = await run(['send', ...message, '--user', user, '--password-file', path], { env: without })
  expect(found.code).toBe(0)
  const named = { ...without, DISPARO_PASSWORD_FILE: path }
  expect((await run(['send', ...message, '--user', user], { env: named })).code).toBe(0)
  const nowhere = { ...without, DISPARO_PASSWORD_FILE: '/nowhere' }
  const lost = await run(['send', ...message, '--user', user], { env: nowhere })
  expect(lost).toMatchObject({ code: 2, err: 'DISPARO_PASSWORD_FILE cannot be read (ENOENT).\n' })
})

test.each([
  ['a wrong password', { DISPARO_PASSWORD: 'wrong' }, 'DISPARO_PASSWORD'],
  ['an unknown account', { DISPARO_ACCOUNT: 'other' }, 'DISPARO_ACCOUNT'],
  ['nobody at the URL', { DISPARO_URL: 'http://127.0.0.1:1' }, 'DISPARO_URL'],
])('%s is told with what to set, exit code 1', async (_, wrong, variable) => {
  const path = await file('refused.csv', csv(good))
  for (const args of [
    ['send', ...message],
    ['import', path],
    ['batch', 'x'],
  ]) {
    const refused = await run(args, { env: { ...env, ...wrong } })
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toContain(variable)
    expect(refused.err).not.toContain(password)
  }
})

test.each([
  '',
  'send',
  'import',
  'status',
  'batch',
  'callbacks',
  'callbacks replay',
  'unknown',
  'unknown resolve',
  'retry',
  'gate',
  'report',
  'user',
])('--help of "%s" has examples, in which no shell finds a variable', async (command) => {
  const help = await run([...command.split(' ').filter(Boolean), '--help'])
  expect(help).toMatchObject({ code: 0, err: '' })
  const [, examples] = help.out.split('Examples:\n')
  expect(examples).toMatch(new RegExp(`disparo.* ${command}`))
  expect(examples?.replaceAll(/'[^']*'/g, '')).not.toContain('$')
})

test('retry refuses what has not failed, with the reason', async () => {
  const { id } = JSON.parse((await run(['send', ...message, '--json'])).out)
  const refused = await run(['retry', id])
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toContain('it waits in its lane')
  expect((await run(['retry', 'none'])).err).toContain('There is no such message')
})

test('--version prints the version of the package', async () => {
  const manifest = new URL('../../producer/package.json', import.meta.url)
  const { version } = JSON.parse(await readFile(manifest, 'utf8'))
  expect(await run(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' })
})

test('what upstream or a proxy says moves no cursor and turns no text on a terminal', async () => {
  const evil = 'Not\u001b[2J here\u009b31m\u202e\r\n\u001b]0;title\u0007\tnow'
  const proxy = createServer((_request, response) => {
    response.statusCode = 502
    response.end(JSON.stringify({ title: evil, detail: evil, errors: [{ path: evil, message: evil }] }))
  })
  const { url, close } = await listenOnLoopback(proxy)
  onTestFinished(close)
  const refused = await run(['status', 'an-id', '--json'], { env: { ...env, DISPARO_URL: url } })
  expect(refused.err).toContain('Not here\n\tnow (502).')
  expect(refused.err).not.toMatch(/[^\P{Cc}\n\t]|\u202e/u)
  expect(JSON.parse(refused.out)).toMatchObject({ title: evil })
  expect(refused.out).not.toMatch(/[^\P{Cc}\n]|\u202e/u)
})

test('a large file that is refused before it has arrived is told why', async () => {
  const path = await file('large.csv', csv(`${good}\n`.repeat(400_000)))
  const refused = await run(['import', path], { env: { ...env, DISPARO_PASSWORD: 'wrong' } })
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toContain('User and password are missing or wrong (401).')
})
