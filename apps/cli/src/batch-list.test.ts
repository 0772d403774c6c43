import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { basic, password, startTestServer, user } from '@disparo/producer/test-support'
import { afterAll, expect, test } from 'vitest'
import { runCommand } from './run.js'

const reader = 'only-reads'
const door = await startTestServer({
  users: (account) => [{ name: reader, password, roles: ['read'], accounts: [account] }],
})
const folder = await mkdtemp(join(tmpdir(), 'batch-list-'))
afterAll(async () => {
  await Promise.all([door.close(), rm(folder, { recursive: true })])
})
const env = {
  DISPARO_URL: door.url,
  DISPARO_USER: user,
  DISPARO_PASSWORD: password,
  DISPARO_ACCOUNT: door.account,
}

async function run(...args: string[]) {
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), Readable.from([])]
  const code = await runCommand(args, { env, stdin, stdout, stderr })
  stdout.end()
  stderr.end()
  return { code, out: await text(stdout), err: await text(stderr) }
}

async function importNamed(name: string, ...args: string[]): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, 'to,namespace,elementName\n5511900000001,ns,boas_vindas\nnobody,ns,boas_vindas\n')
  const { out } = await run('import', path, '--json', '--key', name, ...args)
  return JSON.parse(out).id
}

test('a batch is called as its file, or as --name says, and is found by that', async () => {
  const first = await importNamed('Clientes de março.csv')
  const second = await importNamed('other.csv', '--name', 'Ofertas de abril')
  const listed = await run('batches')
  expect(listed.code).toBe(0)
  expect(listed.out.split('\n')).toEqual([
    `${second}  running     0 of 1, 1 bad row  Ofertas de abril`,
    expect.stringMatching(/^ {4}2\S+ \d\d:\d\d [+-]\d\d:\d\d, .*, boas_vindas$/),
    `${first}  running     0 of 1, 1 bad row  Clientes de março.csv`,
    expect.stringMatching(`, ${user}, boas_vindas$`),
    '',
  ])
  expect((await run('batches', '--search', 'MARCO')).out).toMatch(new RegExp(`^${first}`))
  const { batches } = JSON.parse((await run('batches', '--json', '--limit', '1')).out)
  expect(batches).toMatchObject([{ id: second, name: 'Ofertas de abril', source: 'csv', createdBy: user }])
  expect((await run('batch', first)).out).toContain(`Clientes de março.csv, enqueued 2`)
})

test('a batch takes its file’s name as it is, also one of characters that are two units long', async () => {
  const name = `a${'\u{1F600}'.repeat(50)}`
  const id = await importNamed(name, '--format', 'csv', '--key', 'two units')
  expect(JSON.parse((await run('batch', id, '--json')).out)).toMatchObject({ id, name })
})

test('pages go on where the last one ended, and what is wrong is said', async () => {
  for (let n = 1; n <= 3; n++) await importNamed(`page-${n}.csv`)
  const first = await run('batches', '--search', 'page-', '--limit', '2')
  const [, next = ''] = /--after (\S+)/.exec(first.out) ?? []
  expect(first.out.match(/page-\d/g)).toEqual(['page-3', 'page-2'])
  expect((await run('batches', '--search', 'page-', '--after', next)).out.match(/page-\d/g)).toEqual([
    'page-1',
  ])
  expect((await run('batches', '--state', 'scheduled')).out).toBe('No batch is like that.\n')
  expect(await run('batches', '--limit', 'all')).toMatchObject({ code: 2, out: '' })
  expect((await run('batches', '--after', 'x')).err).toContain('must be the next of a page')
})

test('a batch gets another name from an operator, and from nobody else', async () => {
  const id = await importNamed('old.csv')
  expect((await run('batch', 'rename', id, 'new name')).out).toContain('  new name, enqueued')
  const patch = (body: unknown, headers = {}) => door.call('PATCH', `/batches/${id}`, { body, headers })
  expect((await patch({ name: 'again' })).body).toMatchObject({ id, name: 'again' })
  expect(await patch({ name: 'a\nb' })).toMatchObject({ status: 400, body: { errors: [{ path: 'name' }] } })
  expect(await patch({ name: 'a', state: 'paused' })).toMatchObject({ status: 400 })
  expect(await patch({ name: 'mine' }, { authorization: basic(reader, password) })).toMatchObject({
    status: 403,
  })
  const missing = '/batches/00000000-0000-4000-8000-000000000001'
  expect(await door.call('PATCH', missing, { body: { name: 'a' } })).toMatchObject({ status: 404 })
})

test('filters that are none are refused with what is allowed', async () => {
  for (const [query, path] of [
    ['state=done', 'state'],
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['after=-1', 'after'],
    [`q=${'x'.repeat(101)}`, 'q'],
    ['name=a', 'name'],
  ]) {
    const { status, body } = await door.call('GET', `/batches?${query}`)
    expect([query, status, body.errors?.[0]?.path]).toEqual([query, 400, path])
  }
})

test('disparo batch export writes what became of each message, as CSV or as lines of JSON', async () => {
  const id = await importNamed('exported.csv')
  const csv = await run('batch', 'export', id)
  expect(csv.code).toBe(0)
  expect(csv.out.split('\n')).toEqual([
    expect.stringMatching(/^\ufeff?row,id,to,/),
    expect.stringMatching(/^1,\S+,5511900000001,ns,boas_vindas,enqueued,/),
    '',
  ])
  const lines = await run('batch', 'export', id, '--format', 'ndjson', '--status', 'enqueued', 'failed')
  expect(JSON.parse(lines.out)).toMatchObject({ batch: id, to: '5511900000001', status: 'enqueued' })
  expect((await run('batch', 'export', id, '--status', 'failed')).out.split('\n')).toHaveLength(2)
  expect((await run('batch', 'export', '00000000-0000-4000-8000-000000000001')).code).toBe(1)
})
