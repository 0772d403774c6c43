import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { formatHash, hashSecret } from '@disparo/service/users'
import { afterAll, expect, inject, onTestFinished, test } from 'vitest'
import { forget } from './test-support/test-server.js'
import { basic } from './test-support/test-user.js'

const entry = fileURLToPath(new URL('../dist/linked/main.js', import.meta.url))
const account = `main-${randomUUID().slice(0, 8)}`
const folder = await mkdtemp(join(tmpdir(), 'producer-main-'))
const right = {
  PORT: '0',
  REDIS_URL: inject('programsRedisUrl'),
  DISPARO_USERS: join(folder, 'users.json'),
  DISPARO_ACCOUNTS: join(folder, 'accounts.json'),
}
await writeFile(
  right.DISPARO_ACCOUNTS,
  JSON.stringify([{ name: account, configId: 'c', username: 'u', password: { env: 'HI_PASSWORD' } }]),
)
const tests = {
  name: 'tests',
  password: formatHash(await hashSecret('a-secret-for-tests', { ln: 14, r: 8, p: 1 })),
  roles: ['send'],
  accounts: [account],
}
await writeFile(right.DISPARO_USERS, JSON.stringify([tests]))
await writeFile(join(folder, 'other-users.json'), JSON.stringify([{ ...tests, accounts: ['other'] }]))
afterAll(() => Promise.all([rm(folder, { recursive: true }), forget(inject('programsRedisUrl'), account)]))

/** @param limit - what the shell lays down for the program first */
function start(env: NodeJS.ProcessEnv, limit = ':') {
  const command = [`${limit} && exec "$@"`, 'sh', process.execPath, entry]
  const child = spawn('sh', ['-c', ...command], { env: { PATH: process.env.PATH, ...env } })
  onTestFinished(() => void child.kill('SIGKILL'))
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk))
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk))
  const listening = async () => {
    for (;;) {
      const url = /"event":"app:listening".*?"url":"([^"]+)"/.exec(output.stdout)?.[1]
      if (url) return url
      await once(child.stdout, 'data')
    }
  }
  return { child, output, listening }
}

const taken = createServer().listen(0, '127.0.0.1')
await once(taken, 'listening')
const takenPort = String((taken.address() as AddressInfo).port)
const broken = join(folder, 'broken.json')
await writeFile(broken, '[\n  {"name": "s3cr3t",}\n]')
const wrongPassword = Object.assign(new URL(right.REDIS_URL), { username: 'nobody', password: 's3cr3t' }).href
afterAll(() => taken.close())

test.each([
  [['DISPARO_USERS', 'ENOENT'], { DISPARO_USERS: '/nowhere/users.json' }],
  [['DISPARO_USERS', 'line 2, column 21'], { DISPARO_USERS: broken }],
  [['DISPARO_ACCOUNTS', 'line 2, column 21'], { DISPARO_ACCOUNTS: broken }],
  [['user "tests".accounts'], { DISPARO_USERS: join(folder, 'other-users.json') }],
  [
    ['REDIS_URL', 'PORT', 'METRICS_TOKEN', 'DISPARO_DATA_KEY'],
    { REDIS_URL: '', PORT: 's3cr3t', METRICS_TOKEN: 's3cr3t', DISPARO_DATA_KEY: 's3cr3t' },
  ],
  [['METRICS_TOKEN_FILE'], { METRICS_TOKEN_FILE: '/nowhere/s3cr3t' }],
  [['HI_USERNAME'], { DISPARO_ACCOUNTS: '' }],
  [['DISPARO_ACCOUNTS'], { DISPARO_ACCOUNTS: '/nowhere/accounts.json' }],
  [['PORT', 'EADDRINUSE'], { PORT: takenPort }],
  [['HOST', 'EADDRNOTAVAIL'], { HOST: '192.0.2.1' }],
  [['REDIS_URL', 'user or the password'], { REDIS_URL: wrongPassword }],
  [['XML_LIMIT_BYTE', 'did you mean XML_LIMIT_BYTES'], { XML_LIMIT_BYTE: '65536' }],
])('wrong: %s; that stops the start with 1, in one line with their names', async (names, wrong) => {
  const { child, output } = start({ ...right, ...wrong })
  const [code] = await once(child, 'close')
  expect(code).toBe(1)
  for (const name of names) expect(output.stderr).toContain(name)
  expect(output.stderr).toMatch(/^disparo producer: .*\n$/)
  expect(output.stderr).not.toMatch(/s3cr3t/)
})

/** Begins a batch that is surely in flight: the server has asked for its body. */
async function beginBatch(url: string): Promise<ClientRequest> {
  const batch = httpRequest(`${url}/v1/accounts/${account}/batches`, {
    method: 'POST',
    headers: {
      authorization: basic('tests', 'a-secret-for-tests'),
      'content-type': 'text/csv',
      expect: '100-continue',
    },
  })
  batch.flushHeaders()
  await once(batch, 'continue')
  return batch
}

test('it tells in one line where it listens, and every line has the app', async () => {
  const { child, output, listening } = start(right)
  const url = await listening()
  await fetch(`${url}/nowhere`)
  while (!output.stdout.includes('http:answered')) await once(child.stdout, 'data')
  const lines = output.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map(({ event }) => event)).toEqual(['app:listening', 'http:answered'])
  expect(lines).toEqual(lines.map(() => expect.objectContaining({ app: 'producer', pid: child.pid })))
})

test('a batch for which there is no room is refused as such, and nothing of it is enqueued', async () => {
  // In blocks of 512 bytes.
  const { listening } = start(right, 'ulimit -f 64')
  const head = 'to,namespace,elementName\n'
  const answer = await fetch(`${await listening()}/v1/accounts/${account}/batches?strict=true`, {
    method: 'POST',
    headers: { authorization: basic('tests', 'a-secret-for-tests'), 'content-type': 'text/csv' },
    body: head + '551199999999,ns,aviso\n'.repeat(5_000),
  })
  expect(answer.status).toBe(507)
  expect(await answer.json()).toMatchObject({ type: '/problems/no-room' })
})

test('SIGTERM ends it with 0, after the requests in flight', async () => {
  const { child, output, listening } = start(right)
  const batch = await beginBatch(await listening())
  const answered = once(batch, 'response') as Promise<[IncomingMessage]>
  const closed = once(child, 'close')
  child.kill('SIGTERM')
  while (!output.stdout.includes('app:closing')) await once(child.stdout, 'data')
  batch.end('to,namespace,elementName\n551199999999,ns,aviso\n551199999998,ns,aviso\n')
  const [answer] = await answered
  expect(answer.statusCode).toBe(202)
  expect(await json(answer)).toMatchObject({ rows: 2, enqueued: 2 })
  expect(await closed).toEqual([0, null])
  expect(output.stdout).toContain('app:closed')
})

test('SIGTERM cuts off what is not done by the deadline, and still ends with 0', async () => {
  const { child, listening } = start({ ...right, SHUTDOWN_DEADLINE_MS: '100' })
  const batch = await beginBatch(await listening())
  const cutOff = once(batch, 'error')
  const closed = once(child, 'close')
  child.kill('SIGTERM')
  expect(await closed).toEqual([0, null])
  expect(await cutOff).toMatchObject([{ code: 'ECONNRESET' }])
})

test('while it drains it is not ready, and everything else is answered; a second SIGTERM ends it at once', async () => {
  const { child, output, listening } = start({ ...right, SHUTDOWN_DRAIN_MS: '600000' })
  const url = await listening()
  const closed = once(child, 'close')
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  child.kill('SIGTERM')
  while (!output.stdout.includes('app:closing')) await once(child.stdout, 'data')
  const readiness = await fetch(`${url}/readyz`)
  expect(readiness.status).toBe(503)
  expect(await readiness.json()).toMatchObject({ type: '/problems/closing' })
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  const sent = await fetch(`${url}/v1/accounts/${account}/messages`, {
    method: 'POST',
    headers: {
      authorization: basic('tests', 'a-secret-for-tests'),
      'content-type': 'application/json',
    },
    body: JSON.stringify({ to: '551199999999', namespace: 'ns', elementName: 'aviso' }),
  })
  expect(sent.status).toBe(202)
  child.kill('SIGTERM')
  expect(await closed).toEqual([null, 'SIGTERM'])
})
