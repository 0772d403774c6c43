import { copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { password, startTestServer, user } from '@disparo/producer/test-support'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { writeRejected } from './rejected-file.js'
import { runCommand } from './run.js'
import { suggestImport } from './suggest-command.js'

const door = await startTestServer()
const folder = await mkdtemp(join(tmpdir(), 'cli-test-'))
afterAll(() => Promise.all([door.close(), rm(folder, { recursive: true })]))

const env = {
  DISPARO_URL: door.url,
  DISPARO_USER: user,
  DISPARO_PASSWORD: password,
  DISPARO_ACCOUNT: door.account,
}
const fixtures = new URL('../../../packages/rows/src/fixtures/', import.meta.url)

async function run(...args: string[]) {
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), Readable.from([])]
  const code = await runCommand(args, { env, stdin, stdout, stderr })
  stdout.end()
  stderr.end()
  const [out, err] = await Promise.all([text(stdout), text(stderr)])
  return { code, out, err: err.replace(/^Importing.*\n/gm, '') }
}

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

/** What it says to do next, as a shell would read it. */
const nextOf = ({ out, err }: { out: string; err: string }, word: string) =>
  (`${out}${err}`.split('\n').find((line) => line.includes(word)) ?? '')
    .replace(/^.*disparo import/, 'import')
    .split(' ')
const idOf = (out: string) => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(out)?.[0] ?? ''
const recipients = async (id: string) =>
  ((await door.disparo.batchMessages(id))?.messages ?? []).map(({ to }) => to).sort()

test('the bad rows of a file are written beside it, corrected there, and imported by the command it prints', async () => {
  const rows = [
    '5511987650001;ns;aviso;Ana',
    'x;ns;aviso;"a;b"',
    '',
    '5511987650002;ns;aviso',
    '5511987650003;ns;aviso;Bia',
  ]
  const path = await file('campanha.csv', `to;namespace;elementName;body1\n${rows.join('\n')}\n`)
  const first = await run('import', path)
  expect(first.code).toBe(3)
  expect(first.out).toContain('2 of 4 rows enqueued in the bulk lane, 2 bad.')
  expect(first.out).toMatch(/^ {2}line 3, to: /m)
  const id = idOf(first.out)
  const rejected = `${path}.rejected.csv`
  expect((await stat(rejected)).mode & 0o777).toBe(0o600)
  const lines = (await readFile(rejected, 'utf8')).trimEnd().split('\r\n')
  expect(lines[0]).toBe('\ufeffline;problem;to;namespace;elementName;body1')
  expect(lines[1]).toMatch(/^3;"?to: .*"?;x;ns;aviso;"a;b"$/)
  expect(lines[2]).toMatch(/^5;.*;5511987650002;ns;aviso$/)

  const next = nextOf(first, '--into')
  expect(next).toEqual(['import', rejected, '--into', id])
  const corrected = (await readFile(rejected, 'utf8'))
    .replace(';x;', ';5511987650009;')
    .replace(';5511987650002;ns;aviso', ';5511987650002;ns;aviso;Caio')
  await writeFile(rejected, corrected)
  const second = await run(...next)
  expect(second).toMatchObject({ code: 0, err: '' })
  expect(second.out).toContain(`Batch ${id}: 2 of 2 rows enqueued`)
  expect(await recipients(id)).toEqual(['5511987650001', '5511987650002', '5511987650003', '5511987650009'])
})

test('the bad rows of a workbook are written as a CSV', async () => {
  const path = join(folder, 'planilha.xlsx')
  await copyFile(new URL('e1-planilha.xlsx', fixtures), path)
  const rejected = [{ row: 1, line: 2, path: 'to', message: 'must be somebody' }]
  const written = await writeRejected(path, rejected, { kind: 'workbook', sheet: undefined })
  const [head, first, ...others] = (await readFile(written, 'utf8')).trimEnd().split('\r\n')
  expect(head).toMatch(/^\ufeffline;problem;.*to/)
  expect(first).toMatch(/^2;to: must be somebody;.*\d{10}/)
  expect(others).toEqual([])
})

test('a file that is corrected in its place sends nobody a second message', async () => {
  const path = join(folder, 'acentos.csv')
  await copyFile(new URL('a2-windows1252.csv', fixtures), path)
  const first = await run('import', path)
  const id = idOf(`${first.out}${first.err}`)
  await copyFile(new URL('a2-fixed-utf8.csv', fixtures), path)
  if (first.code === 3) {
    const refused = await run('import', path)
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(nextOf(refused, '--into')).toEqual(['import', path, '--into', id])
    expect(nextOf(refused, '--new')).toEqual(['import', path, '--new'])
  }
  const corrected = await run('import', path, '--into', id)
  expect(corrected.code).toBe(0)
  expect(await recipients(id)).toEqual(['5521900000375', '5521900000376', '5521900000377'])
})

test('a quote that never closes is named by its line; corrected, row 1 goes once', async () => {
  const path = join(folder, 'aspas.csv')
  await copyFile(new URL('a9b-unclosed.csv', fixtures), path)
  const broken = await run('import', path)
  expect(broken).toMatchObject({ code: 3, out: '' })
  expect(broken.err).toContain('line 3: a quote is opened and not closed')
  await copyFile(new URL('a9b-fixed.csv', fixtures), path)
  const refused = await run('import', path)
  expect(refused.err).toContain('broke off')
  const corrected = await run(...nextOf(broken, '--into'))
  expect(corrected.out).toContain('3 of 4 rows enqueued in the bulk lane, 1 unchanged.')
  expect((await recipients(idOf(corrected.out))).length).toBe(4)
})

test('one person twice with one text, in two writings, is one message', async () => {
  const path = join(folder, 'igual.csv')
  await copyFile(new URL('a12-same-twice.csv', fixtures), path)
  const twice = await run('import', path, '--json')
  expect(JSON.parse(twice.out)).toMatchObject({ rows: 2, enqueued: 1, repeated: 1 })
})

test('a file of the same name that is clean is taken, and says what came before', async () => {
  const content = (n: number) => `to,namespace,elementName\n55119876500${40 + n},ns,aviso\n`
  const path = await file('diario.csv', content(1))
  const id = idOf((await run('import', path)).out)
  await file('diario.csv', content(2))
  const second = await run('import', path)
  expect(second).toMatchObject({ code: 0 })
  expect(second.out).toContain(`a file of this name was imported as batch ${id}`)
})

test('what is not among the rows any more is cancelled where it is asked for', async () => {
  const content = (...numbers: number[]) =>
    `to,namespace,elementName\n${numbers.map((n) => `55119876500${60 + n},ns,aviso`).join('\n')}\n`
  const path = await file('troca.csv', content(1, 2))
  const id = idOf((await run('import', path)).out)
  await file('troca.csv', content(2, 3))
  const replaced = await run('import', path, '--into', id, '--replace')
  expect(replaced.out).toContain('1 of 2 rows enqueued in the bulk lane, 1 unchanged.')
  expect(replaced.out).toContain('Cancelled, for the file has them no more: 1.')
  expect(await run('import', path, '--into', id, '--key', 'k')).toMatchObject({ code: 2 })
})

test('whoever corrects a batch that stands still is told to resume it', async () => {
  const content = (...numbers: number[]) =>
    `to,namespace,elementName\n${numbers.map((n) => `55119876500${80 + n},ns,aviso`).join('\n')}\n`
  const path = await file('parada.csv', content(1))
  const id = idOf((await run('import', path)).out)
  await run('batch', 'pause', id)
  await file('parada.csv', content(1, 2))
  const said = `The batch is paused: nothing of it is sent until somebody resumes it, with: disparo batch resume ${id}`
  expect((await run('import', path, '--into', id, '--dry-run')).out).toContain(said)
  expect((await run('import', path, '--into', id)).out).toContain(said)
})

test('the next command has what the first one had, quoted for a shell', () => {
  const options = {
    format: 'csv',
    lane: 'urgent',
    sendAt: '2026-11-27T09:00:00-03:00',
    strict: true,
    replace: true,
  } as const
  const globals = { account: 'loja', passwordFile: "/tmp/it's" }
  expect(suggestImport(globals, 'a b.txt', { options, more: ['--into', 'x'] })).toBe(
    "disparo --account loja --password-file '/tmp/it'\\''s' import 'a b.txt' --format csv --lane urgent --send-at 2026-11-27T09:00:00-03:00 --into x",
  )
})

test('where the account takes no more, it says how many are in, and the command that goes on', async () => {
  const full = await startTestServer({ quota: { waiting: 2 } })
  onTestFinished(() => full.close())
  const rows = [1, 2, 3].map((n) => `551198765001${n};ns;aviso`).join('\n')
  const path = await file('cheia.csv', `to;namespace;elementName\n${rows}\n`)
  const refused = await run('--url', full.url, '--account', full.account, 'import', path)
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toContain('Of the rows, 2 are in')
  const next = nextOf(refused, 'Repeat it with').join(' ')
  expect(next).toMatch(/ import \S*cheia\.csv --key import-[0-9a-f]{64}$/)
})

test('an exported spreadsheet is imported by a mapping, and its bad rows go on with it', async () => {
  const path = await file('clientes.csv', 'Nome;Telefone;Cidade\nAna;11987650301;Itu\nBia;x;Itu\n')
  const mapping = ['--template', 'aviso', '--namespace', 'ns', '--map', 'to=telefone', '--map', 'body1=nome']
  const refused = await run('import', path, ...mapping)
  expect(refused.code).toBe(3)
  expect(refused.err).toContain('Cidade: is no column that is known here')
  const first = await run('import', path, ...mapping, '--ignore-columns')
  expect(first.out).toContain('1 of 2 rows enqueued in the bulk lane, 1 bad.')
  const rejected = `${path}.rejected.csv`
  const [header, row] = (await readFile(rejected, 'utf8')).trim().split('\r\n')
  await writeFile(rejected, `${header}\n${row?.replace(';x;', ';11987650302;')}\n`)
  const second = await run(...nextOf(first, '--into'))
  expect(second).toMatchObject({ code: 0 })
  expect(await recipients(idOf(first.out))).toEqual(['5511987650301', '5511987650302'])
})

test('the same file with another mapping is another batch', async () => {
  const path = await file('duas.csv', 'Nome;Telefone\nAna;11987650303\n')
  const mapping = (template: string) => ['--template', template, '--namespace', 'ns', '--map', 'to=telefone']
  const more = ['--map', 'body1=nome']
  const [one, again, other] = [
    await run('import', path, ...mapping('aviso'), ...more),
    await run('import', path, ...more, ...mapping('aviso')),
    await run('import', path, ...mapping('outro'), ...more),
  ]
  expect(idOf(again.out)).toBe(idOf(one.out))
  expect(again.out).toContain('Nothing new was enqueued')
  expect(idOf(other.out)).not.toBe(idOf(one.out))
  expect(other.out).toContain(`Within a day a file of this name was imported as batch ${idOf(one.out)}.`)
})
