import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { password, startTestServer, user } from '@disparo/producer/test-support'
import { afterAll, expect, test } from 'vitest'
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

async function run(args: string[], input = '') {
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), Readable.from([input])]
  const code = await runCommand(args, { env, stdin, stdout, stderr })
  stdout.end()
  stderr.end()
  return { code, out: await text(stdout), err: await text(stderr) }
}

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const mapping = ['--template', 'aviso', '--namespace', 'ns', '--map', 'to=telefone', '--map', 'body1=nome']
/** What it says to do next, as a shell would read it. */
const nextOf = (out: string) => (/^Import exactly.*disparo (import .*)$/m.exec(out)?.[1] ?? '').split(' ')

test('a file is checked, shown as it would go, and then imported as it is', async () => {
  const path = await file('clientes.csv', 'Nome;Telefone\nAna;11987650501\nBia;11987650502\n')
  const check = await run(['import', path, ...mapping, '--dry-run'])
  expect(check.code).toBe(0)
  expect(check.out).toContain('Checked; nothing is enqueued. 2 of 2 rows would go in the bulk lane.')
  expect(check.out).toContain('Template ns/aviso: 2 messages with 1 variable.')
  expect(check.out).toContain('To 5511987650501 (line 2, aviso):\n  | {{1}} Ana')
  expect((await door.disparo.batches()).batches).toEqual([])
  const sent = await run(nextOf(check.out))
  expect(sent).toMatchObject({ code: 0 })
  expect(sent.out).toContain('2 of 2 rows enqueued')
  await writeFile(path, 'Nome;Telefone\nAna;11987650501\nCris;11987650503\n')
  const changed = await run(nextOf(check.out))
  expect(changed).toMatchObject({ code: 1 })
  expect(changed.err).toContain('The content is not that which was checked (409).')
})

test('bad rows end a check with 3, and so does what --strict would refuse', async () => {
  const bad = await file('ruins.csv', 'Nome;Telefone\nAna;11987650511\nBia;x\n')
  const check = await run(['import', bad, ...mapping, '--dry-run'])
  expect(check.code).toBe(3)
  expect(check.out).toContain('1 of 2 rows would go in the bulk lane, 1 bad.')
  expect(check.out).toContain('line 3, to (column "Telefone"): must be a phone number')
  const doubtful = await file('duvida.csv', 'Nome;Telefone\n#N/D;11987650512\n')
  expect(await run(['import', doubtful, ...mapping, '--dry-run'])).toMatchObject({ code: 0 })
  expect(await run(['import', doubtful, ...mapping, '--dry-run', '--strict'])).toMatchObject({ code: 3 })
})

test('for programs it is one JSON object, of the standard input too', async () => {
  const input = '{"to":"5511987650521","namespace":"ns","elementName":"aviso"}\n'
  const { code, out } = await run(['import', '-', '--format', 'ndjson', '--dry-run', '--json'], input)
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    rows: 1,
    enqueued: 1,
    contentSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
})

test('it is not waited for', async () => {
  const { code, err } = await run(['import', 'x.csv', '--dry-run', '--wait'])
  expect(code).toBe(2)
  expect(err).toContain('leave out --wait')
})

test('a few rows go to who tests them, and the import is still to come', async () => {
  const path = await file('teste.csv', 'Nome;Telefone\nAna;11987650531\nBia;x\nCris;11987650532\n')
  const to = ['--test-to', '+55 11 98765-9997']
  const first = await run(['import', path, ...mapping, ...to, '--rows', '1'])
  expect(first.code).toBe(0)
  expect(first.out).toMatch(/^Row 1 \(line 2\) goes to you as message [0-9a-f-]{36}\.$/m)
  const chosen = await run(['import', path, ...mapping, ...to, '--row', '2', '--row', '3', '--json'])
  expect(chosen.code).toBe(3)
  expect(JSON.parse(chosen.out)).toMatchObject({ tests: [{ row: 3, line: 4 }], problems: [{ row: 2 }] })
  expect((await run(['import', path, ...mapping])).out).toContain('2 of 3 rows enqueued')
  expect(await run(['import', path, '--rows', '2'])).toMatchObject({ code: 2 })
})

test.each([
  [['--rows', '0'], '--rows: must be a whole number from 1 to 10'],
  [['--row', '0'], '--row: must be 1 to 10 numbers of rows'],
  [['--test-to', '12'], '--test-to: must be a phone number'],
])('a test that is written wrongly names the option: %j', async (more, message) => {
  const path = await file('errado.csv', 'Nome;Telefone\nAna;11987650541\n')
  const { code, err } = await run(['import', path, ...mapping, '--test-to', '+5511987659997', ...more])
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) })
})

test.each([
  [['--canary', 'x'], '--canary: must be'],
  [['--sheet', 'Um'], '--sheet: is for workbooks'],
])('so does an import: %j', async (more, message) => {
  const path = await file('errado.csv', 'Nome;Telefone\nAna;11987650541\n')
  const { code, err } = await run(['import', path, ...mapping, ...more])
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) })
})

test('a test tells what looks like a mistake in its rows', async () => {
  const path = await file('suspeito.csv', 'Nome;Telefone\n{nome};11987650551\nAna;11987650552\n')
  const sent = await run(['import', path, ...mapping, '--test-to', '+5511987659997', '--row', '1'])
  expect(sent).toMatchObject({
    code: 0,
    out: expect.stringContaining('Look again at 1 row (1): a placeholder'),
  })
})
