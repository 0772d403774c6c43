import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { entryField } from '@disparo/core/internal/ledger'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import {
  authorization,
  basic,
  openDropIn,
  password,
  seedUser,
  startTestServer,
  user,
} from '@disparo/producer/test-support'
import { request } from 'undici'
import { afterAll, expect, inject, onTestFinished, test } from 'vitest'
import { runCommand } from './run.js'

const sender = { name: 'shop', password: 'another-secret-for-tests' }
const door = await startTestServer({
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

const run = (...args: string[]) => runAs(env, ...args)
async function runAs(env: Record<string, string>, ...args: string[]) {
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
  expect(done.code).toBe(0)
  const [said, ...reminders] = done.out.trimEnd().split('\n')
  expect(said).toBe('Forgotten: 1 message; 1 job removed from the lanes.')
  expect(reminders.join(' ')).toMatch(/append-only file.*BGREWRITEAOF.*Backups/)
  expect(done.err).toContain('Looking at keys')
  const again = await run('forget', '+55 11 8755-4321', '--yes', '--json')
  expect(JSON.parse(again.out)).toEqual({ messages: 0, jobs: 0, pending: 0, unreadable: 0 })
  expect(await run('forget', 'onze', '--yes')).toMatchObject({
    code: 1,
    err: expect.stringContaining('recipient: must be a phone number'),
  })
})

test('for all accounts it goes through those that the user may see, and tells of each by a line', async () => {
  const manager = { name: 'manager', password: 'a-third-secret-for-tests' }
  const dropIn = await openDropIn({
    configIds: ['one', 'two', 'three'],
    users: (names) => [{ ...manager, roles: ['operate'], accounts: names.slice(0, 2) }],
  })
  onTestFinished(() => dropIn.close())
  const ids = await Promise.all(dropIn.accounts.map(({ disparo }) => disparo.send(message)))
  const [one, two, three] = dropIn.accounts.map(({ name }) => name)
  const everywhere = { DISPARO_URL: new URL(dropIn.url).origin, DISPARO_ACCOUNT: '*' }
  const asManager = { ...everywhere, DISPARO_USER: manager.name, DISPARO_PASSWORD: manager.password }
  const done = await runAs(asManager, 'forget', to, '--yes')
  expect(done.code).toBe(0)
  expect(done.out.trimEnd().split('\n')).toEqual([
    `${one}: Forgotten: 1 message; 1 job removed from the lanes.`,
    `${two}: Forgotten: 1 message; 1 job removed from the lanes.`,
    expect.stringContaining('BGREWRITEAOF'),
    expect.stringContaining('Backups'),
  ])
  const statuses = dropIn.accounts.map(({ disparo }, index) => disparo.status(ids[index]?.id ?? ''))
  expect((await Promise.all(statuses)).map((state) => state?.status)).toEqual([
    'cancelled',
    'cancelled',
    'enqueued',
  ])
  const asSeed = { ...everywhere, DISPARO_USER: seedUser.name, DISPARO_PASSWORD: seedUser.password }
  const { accounts } = JSON.parse((await runAs(asSeed, 'forget', to, '--yes', '--json')).out)
  const none = { messages: 0, jobs: 0, pending: 0, unreadable: 0 }
  expect(accounts).toEqual([
    { account: one, ...none },
    { account: two, ...none },
    { account: three, ...none, messages: 1, jobs: 1 },
  ])
  const asSender = {
    ...asManager,
    DISPARO_URL: door.url,
    DISPARO_USER: sender.name,
    DISPARO_PASSWORD: sender.password,
  }
  expect(await runAs(asSender, 'forget', to, '--yes')).toMatchObject({ code: 1, out: '' })
})

test('the command line says what is left where something does not open, and ends with 1', async () => {
  const redis = openRedis(inject('redisUrl'), 'worker')
  const damaged = accountKeys(door.account).message('damaged')
  onTestFinished(() => redis.del(damaged).then(() => redis.disconnect()))
  await redis.hset(damaged, entryField.to, '=1.no-longer-whole')
  const done = await run('forget', to, '--yes', '--everywhere')
  expect(done.code).toBe(1)
  expect(done.out).toMatch(/^1 text could not be opened: .*every data key.*\n.*damaged.*ledgerDays/m)
})
