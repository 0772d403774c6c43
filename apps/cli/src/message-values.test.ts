import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { password, startTestServer, user } from '@disparo/producer/test-support'
import { afterAll, expect, test } from 'vitest'
import { runCommand } from './run.js'

const door = await startTestServer()
const folder = await mkdtemp(join(tmpdir(), 'cli-values-'))
afterAll(() => Promise.all([door.close(), rm(folder, { recursive: true })]))

const env = {
  DISPARO_URL: door.url,
  DISPARO_USER: user,
  DISPARO_PASSWORD: password,
  DISPARO_ACCOUNT: door.account,
}
const template = ['--namespace', 'ns', '--element-name', 'codigo']

async function run(args: string[], input = '') {
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), Readable.from([Buffer.from(input)])]
  const code = await runCommand(args, { env, stdin, stdout, stderr })
  stdout.end()
  stderr.end()
  const [out, err] = await Promise.all([text(stdout), text(stderr)])
  return { code, out, err }
}

test('the number and the code of a message are read from the standard input', async () => {
  const sent = await run(['send', ...template, '--values', '-', '--json'], 'to=5511987650001\notp=123456\n')
  expect(sent).toMatchObject({ code: 0, err: '' })
  const { id, lane } = JSON.parse(sent.out)
  expect(lane).toBe('urgent')
  expect(await door.disparo.status(id)).toMatchObject({ to: '5511987650001' })
})

test('and from a file, variables a line each, beside options', async () => {
  const path = join(folder, 'values')
  await writeFile(path, 'to=5511987650002\r\n\r\nbody=R$ 10 = dez\r\nbody=5364\r\n')
  const [, key] = ['--key', 'order-1']
  const sent = await run(['send', ...template, '--values', path, '--key', key])
  expect(sent).toMatchObject({ code: 0, err: '' })
  const alike = { to: '5511987650002', template: { namespace: 'ns', elementName: 'codigo' } }
  // The same key is refused for any other message.
  expect(await door.disparo.send({ ...alike, body: ['R$ 10 = dez', '5364'] }, { key })).toMatchObject({
    created: false,
  })
})

test.each([
  ['a line that is none', 'to=5511987650003\n5511987650004\n', 'Line 2'],
  ['a name that is none', 'phone=5511987650003\n', 'Line 1'],
  ['a name twice', 'to=5511987650003\nto=5511987650004\n', 'gives to a second time'],
  ['an option again', 'namespace=x\n', 'Line 1'],
])('%s is refused by its line, without what is on it', async (_title, input, said) => {
  const refused = await run(['send', ...template, '--values', '-'], input)
  expect(refused).toMatchObject({ code: 2, out: '' })
  expect(refused.err).toContain(said)
  expect(refused.err).not.toContain('551198765')
})

test('what is an option already is not read a second time, nor is a whole message', async () => {
  const to = ['--to', '5511987650003']
  expect((await run(['send', ...to, ...template, '--values', '-'], 'to=1\n')).code).toBe(2)
  expect((await run(['send', '--file', '-', '--values', '-'], '{}')).code).toBe(2)
})

test('the number to forget is read from the standard input', async () => {
  const { id } = await door.disparo.send({ to: '5511987650009', namespace: 'ns', elementName: 'aviso' })
  expect(await run(['forget', '-', '--yes'], '5511987650009\n')).toMatchObject({ code: 0 })
  expect(await door.disparo.status(id)).toMatchObject({ status: 'cancelled', to: '' })
})

test('help says why', async () => {
  for (const command of ['send', 'forget']) {
    expect((await run([command, '--help'])).out.replace(/\s+/g, ' ')).toMatch(
      /list of processes \(ps\).*history/,
    )
  }
})
