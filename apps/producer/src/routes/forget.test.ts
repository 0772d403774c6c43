import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { request } from 'undici'
import { afterAll, expect, test } from 'vitest'
import { runCommand } from '../cli/run.js'
import { authorization, openDoor, password, user } from '../test-support/open-door.js'
import { basic } from '../test-support/test-user.js'

const sender = { name: 'shop', password: 'another-secret-for-tests' }
const door = await openDoor({
  users: (account) => [{ ...sender, roles: ['send', 'read'], accounts: [account] }],
})
afterAll(() => door.close())
const env = {
  DISPARO_URL: door.url,
  DISPARO_USER: user,
  DISPARO_PASSWORD: password,
  DISPARO_ACCOUNT: door.account,
}
const to = '5511987554321'
const message = { to, namespace: 'ns', elementName: 'boas_vindas' }

async function run(...args: string[]) {
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), Readable.from([])]
  const code = await runCommand(args, { env, stdin, stdout, stderr })
  stdout.end()
  stderr.end()
  return { code, out: await text(stdout), err: await text(stderr) }
}

test('a person is forgotten, in whatever writing, and nothing of them is logged', async () => {
  const { id } = await door.disparo.send(message)
  const answer = await door.call('POST', '/forget', { body: { recipient: '(11) 98755-4321' } })
  expect(answer).toMatchObject({ status: 200, body: { messages: 1, jobs: 1, pending: 0, unreadable: 0 } })
  expect((await door.call('GET', `/messages/${id}`)).body).toMatchObject({ status: 'cancelled', to: '' })
  expect(door.log).toContainEqual(expect.objectContaining({ event: 'person:forgetting', user }))
  expect(JSON.stringify(door.log)).not.toMatch(/98755-?4321/)
})

test('it tells how far it is to whoever wants lines, and the last one is the answer', async () => {
  await door.disparo.send(message)
  const response = await request(`${door.url}/v1/accounts/${door.account}/forget`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', accept: 'application/x-ndjson' },
    body: JSON.stringify({ recipient: to }),
  })
  expect(response.headers['content-type']).toBe('application/x-ndjson')
  const lines = (await response.body.text()).trim().split('\n')
  const [first, ...rest] = lines.map((line) => JSON.parse(line))
  expect(first).toEqual({ looked: expect.any(Number), of: expect.any(Number) })
  expect(rest.at(-1)).toEqual({ messages: 1, jobs: 1, pending: 0, unreadable: 0 })
})

test('it takes the role operate, and a phone number', async () => {
  const headers = { authorization: basic(sender.name, sender.password) }
  const refused = { body: { recipient: to }, headers }
  expect((await door.call('POST', '/forget', refused)).status).toBe(403)
  for (const body of [{ recipient: 'onze' }, { recipient: 11 }, {}, { recipient: to, account: 'x' }]) {
    const { status, body: problem } = await door.call('POST', '/forget', { body })
    expect({ status, type: problem.type }).toEqual({ status: 400, type: '/problems/invalid-request' })
  }
})

test('the command line asks for --yes, and says what it has done', async () => {
  const { id } = await door.disparo.send(message)
  expect(await run('forget', to)).toMatchObject({ code: 2, err: expect.stringContaining('--yes') })
  expect((await door.disparo.status(id))?.status).toBe('enqueued')
  const done = await run('forget', to, '--yes')
  expect(done).toMatchObject({ code: 0, out: 'Forgotten: 1 message; 1 job removed from the lanes.\n' })
  expect(done.err).toContain('Looking at keys')
  const again = await run('forget', '+55 11 8755-4321', '--yes', '--json')
  expect(JSON.parse(again.out)).toEqual({ messages: 0, jobs: 0, pending: 0, unreadable: 0 })
  expect(await run('forget', 'onze', '--yes')).toMatchObject({
    code: 1,
    err: expect.stringContaining('recipient: must be a phone number'),
  })
})
