import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { password, startTestServer, user } from '@disparo/producer/test-support'
import { afterAll, expect, inject, test } from 'vitest'
import { runCommand } from './run.js'

/** The list for all accounts is this file's alone. */
const door = await startTestServer({ redis: `${inject('redisUrl')}/12` })
const folder = await mkdtemp(join(tmpdir(), 'suppress-test-'))
afterAll(async () => {
  await door.close()
  await rm(folder, { recursive: true })
})
const env = {
  DISPARO_URL: door.url,
  DISPARO_USER: user,
  DISPARO_PASSWORD: password,
  DISPARO_ACCOUNT: door.account,
}

async function run(args: string[], input = '') {
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), Readable.from([input])]
  const code = await runCommand(['suppress', ...args], { env, stdin, stdout, stderr })
  stdout.end()
  stderr.end()
  return { code, out: await text(stdout), err: await text(stderr) }
}
const file = async (name: string, content: string | Buffer) => {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

test('a person is added, found and removed; the number is read from the standard input', async () => {
  expect(await run(['find', '-'], '11 98877-0001\n')).toMatchObject({ code: 0, out: 'Not suppressed.\n' })
  expect(await run(['add', '-', '--reason', 'complaint'], '+5511988770001')).toMatchObject({
    code: 0,
    out: 'Suppressed.\n',
  })
  expect(
    (await run(['add', '-', '--reason', 'complaint', '--covers', 'marketing'], '11988770001')).out,
  ).toMatch(/^Suppressed already .* to lessen it, remove it first\.$/m)
  const { out } = await run(['find', '-'], '11 8877-0001')
  expect(out).toMatch(/^complaint +all-but-otp +since \S+ \S+ \S+ +by tests\n$/)
  expect(await run(['remove', '-', '--why', 'asked by phone'], '5511988770001')).toMatchObject({
    code: 0,
    out: '1 suppression lifted.\n',
  })
  const lifted = / 1 complaint {2}of a person {2}by tests {2}why: asked by phone$/m
  expect((await run(['find', '-'], '5511988770001')).out).toMatch(lifted)
  expect((await run(['counts'])).out).toMatch(lifted)
  const mine = ['remove', '--reason', 'manual', '--by', 'nobody']
  expect(await run(mine)).toMatchObject({ code: 2, err: expect.stringContaining('--yes') })
  expect(await run([...mine, '--yes'])).toMatchObject({ code: 0, out: '0 suppressions lifted.\n' })
  expect(await run(['remove'])).toMatchObject({ code: 2, err: expect.stringContaining('--import') })
})

test('a file is imported, counted, listed, exported, and lifted as a whole', async () => {
  const path = await file(
    'saída.csv',
    Buffer.from('Telefone;Observação\n11988770002;não\n11988770003;\n', 'latin1'),
  )
  const imported = await run(['import', path, '--reason', 'opt-out', '--json'])
  expect(imported.code).toBe(0)
  const { import: id, added } = JSON.parse(imported.out)
  expect(added).toBe(2)
  expect((await run(['import', path, '--reason', 'opt-out'])).out).toContain('0 suppressed, 2 were already')
  const wider = await run(['import', path, '--reason', 'opt-out', '--covers', 'everything'])
  expect(wider).toMatchObject({ code: 0, out: expect.stringContaining('2 suppressed') })
  expect((await run(['list', '--reason', 'invalid-number'])).out).toBe('Nobody is suppressed so.\n')
  expect((await run(['counts'])).out).toContain(`2  opt-out         import  by tests  import ${id}`)
  expect((await run(['list', '--limit', '1'])).out).toMatch(/^([\w-]{11} .*\n)+Further ones: --after \S+\n$/)
  const exported = await run(['export', '--import', id])
  expect(exported.out.trim().split('\r\n')).toHaveLength(3)
  expect(exported.out).not.toContain('98877')
  expect(await run(['remove', '--import', id])).toMatchObject({ out: '2 suppressions lifted.\n' })
})

test('a file with a bad row imports nobody, and names it', async () => {
  const path = await file('bad.csv', 'to\n11988770004\n5.51199E+12\n')
  const refused = await run(['import', path, '--reason', 'opt-out'])
  expect(refused).toMatchObject({ code: 3, out: '' })
  expect(refused.err).toContain('scientific notation')
  expect((await run(['find', '-'], '11988770004')).out).toBe('Not suppressed.\n')
  const skipped = await run(['import', path, '--reason', 'opt-out', '--skip-bad'])
  expect(skipped).toMatchObject({ code: 3, out: expect.stringContaining('1 bad row left out') })
  expect((await run(['import', 'x.json', '--reason', 'manual'])).err).toContain('CSV, XLSX or NDJSON')
})
