import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { password, startTestServer, user } from '@disparo/producer/test-support'
import { afterAll, expect, test } from 'vitest'
import { runCommand } from './run.js'

const door = await startTestServer()
afterAll(() => door.close())
const env = {
  DISPARO_URL: door.url,
  DISPARO_USER: user,
  DISPARO_PASSWORD: password,
  DISPARO_ACCOUNT: door.account,
}
const to = '5511987554321'
const message = { to, namespace: 'ns', elementName: 'boas_vindas' }

async function run(args: string[], input = '') {
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), Readable.from([input])]
  const code = await runCommand(args, { env, stdin, stdout, stderr })
  stdout.end()
  stderr.end()
  return { code, out: await text(stdout), err: await text(stderr) }
}

test('a person is found by the number in a body, with or without the ninth digit, and nothing of it is logged', async () => {
  const { id } = await door.disparo.send(message)
  const answer = await door.call('POST', '/messages/search', { body: { to: '(11) 8755-4321' } })
  expect(answer).toMatchObject({ status: 200, body: { messages: [{ id, to }] } })
  expect(answer.body).not.toHaveProperty('next')
  expect(JSON.stringify(door.log)).not.toMatch(/8755-?4321/)
})

test('what is looked for is one thing, and a page is one that was told', async () => {
  const bodies = [{}, { to, key: 'a' }, { to: 'onze' }, { to: 11 }, { phone: to }]
  for (const body of bodies) {
    const { status, body: problem } = await door.call('POST', '/messages/search', { body })
    expect({ status, type: problem.type }).toEqual({ status: 400, type: '/problems/invalid-request' })
  }
  for (const query of ['?after=1', '?after=1.x', '?limit=0', '?limit=1001', `?to=${to}`]) {
    const { status } = await door.call('POST', `/messages/search${query}`, { body: { to } })
    expect(status).toBe(400)
  }
})

test.each([
  [{}, '', 'give one of: to, key, reference'],
  [{ to, key: 'a' }, '', 'give one of: to, key, reference'],
  [{ key: '' }, 'key', 'must have 1 to 200 characters'],
  [{ reference: '' }, 'reference', 'must have 1 to 128 characters'],
  [{ to: '' }, 'to', 'must be a phone number'],
])('of %j it is told what is allowed, at both doors', async (body, path, message) => {
  const errors = [{ path, message }]
  expect(await door.call('POST', '/messages/search', { body })).toMatchObject({
    status: 400,
    body: { errors },
  })
  await expect(door.disparo.search(body as { to: string })).rejects.toMatchObject({
    problems: [{ path: path === '' ? 'options' : path, message }],
  })
})

test('the command line finds by number and key, reads the number from a file, and goes on with --after', async () => {
  const { id } = await door.disparo.send({ ...message, elementName: 'aviso' }, { key: 'order 1' })
  const byKey = await run(['search', '--key', 'order 1'])
  expect(byKey).toMatchObject({
    code: 0,
    out: expect.stringMatching(new RegExp(`^${id}  enqueued .*aviso\n$`)),
  })
  const first = JSON.parse((await run(['search', '--to', '-', '--limit', '1', '--json'], `${to}\n`)).out)
  expect(first.messages).toHaveLength(1)
  const rest = await run(['search', '--to', to, '--after', first.next])
  expect(rest.out).toContain('boas_vindas')
  expect(rest.out).not.toContain(first.messages[0].id)
  expect(await run(['search', '--to', '5511987550000'])).toMatchObject({ out: 'No message is found.\n' })
  expect(await run(['search'])).toMatchObject({ code: 2 })
})
