import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { accountKeys, servedAccountsKey } from '@disparo/core/internal/redis'
import { formatHash, hashSecret } from '@disparo/service/users'
import { Redis } from 'ioredis'
import { afterAll, expect, inject, onTestFinished, test, vi } from 'vitest'
import { forget } from './test-support/test-server.js'
import { basic } from './test-support/test-user.js'

const entry = fileURLToPath(new URL('../dist/linked/main.js', import.meta.url))
const patience = { timeout: 200_000, interval: 50 }
const token = 'a-token-for-tests'
const authorization = basic('tests', 'a-secret-for-tests')
const password = formatHash(await hashSecret('a-secret-for-tests', { ln: 14, r: 8, p: 1 }))
const redis = new Redis(inject('programsRedisUrl'))
const names: string[] = []
afterAll(async () => {
  await Promise.all(names.map((name) => forget(inject('programsRedisUrl'), name)))
  if (names.length > 0) await redis.hdel(servedAccountsKey, ...names)
  redis.disconnect()
})

function account(more: object = {}) {
  const name = `live-${randomUUID().slice(0, 8)}`
  names.push(name)
  return { name, configId: `id-of-${name}`, username: 'u', password: { env: 'HI_PASSWORD' }, ...more }
}

/** A producer process of its own that listens, and its file of accounts. */
async function start(
  first: readonly object[],
  env: Readonly<Record<string, string>> = {},
  user: object = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'producer-live-'))
  const replace = async (name: string, content: unknown) => {
    await writeFile(join(folder, '.next'), JSON.stringify(content))
    await rename(join(folder, '.next'), join(folder, name))
  }
  const put = (accounts: readonly object[]) => replace('accounts.json', accounts)
  const putUsers = (users: readonly object[]) => replace('users.json', users)
  await put(first)
  const tests = { name: 'tests', password, roles: ['send', 'read', 'operate'], accounts: '*', ...user }
  await putUsers([tests])
  const child = spawn(process.execPath, [entry], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      REDIS_URL: inject('programsRedisUrl'),
      METRICS_TOKEN: token,
      DISPARO_USERS: join(folder, 'users.json'),
      DISPARO_ACCOUNTS: join(folder, 'accounts.json'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await rm(folder, { recursive: true })
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk))
  const logged = (event: string, from = 0) =>
    vi.waitFor(() => {
      const lines = output.split('\n').slice(0, -1)
      const line = lines.map((each) => JSON.parse(each)).filter((each) => each.event === event)[from]
      if (line) return line as Record<string, string>
      throw new Error(`${event} is not in the log`)
    }, patience)
  const { url = '' } = await logged('app:listening')
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${url}${path}`, { ...init, headers: { authorization, ...init.headers } })
  return {
    ...{ child, url, put, putUsers, tests, logged, ask },
    /** Once, by its key, however often a Redis that is late on a busy machine makes it ask. */
    send: (name: string) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() }
      const body = JSON.stringify({
        to: '5511900000001',
        template: { namespace: 'ns', elementName: 'aviso' },
      })
      return vi.waitFor(async () => {
        const answer = await ask(`/v1/accounts/${name}/messages`, { method: 'POST', headers, body })
        expect(answer.status).not.toBe(503)
        return answer
      }, patience)
    },
    scrape: async () => (await ask('/metrics', { headers: { authorization: `Bearer ${token}` } })).text(),
  }
}

test('an account that is added takes messages at once, and one that is removed is not found', async () => {
  const [former, later] = [account(), account()]
  const { put, send, logged, ask, scrape } = await start([former])
  expect((await send(former.name)).status).toBe(202)
  expect((await send(later.name)).status).toBe(404)
  await put([later])
  await logged('accounts:changed')
  const [gone, there] = await Promise.all([send(former.name), send(later.name)])
  expect([gone.status, await gone.json()]).toEqual([
    404,
    expect.objectContaining({ type: '/problems/unknown-account' }),
  ])
  expect(there.status).toBe(202)
  expect(await (await ask('/v1/accounts')).json()).toEqual({ accounts: [later.name] })
  // What was enqueued before stays.
  expect(await redis.zcard(`${accountKeys(former.name).prefix}:${former.name}-bulk:prioritized`)).toBe(1)

  await put([former, later])
  await logged('accounts:changed', 1)
  expect((await send(former.name)).status).toBe(202)
  expect(await scrape()).toMatch(new RegExp(`disparo_account_up{account="${former.name}"} 1`))
})

test('of an account that is removed the gauges go, and what waits for it is told with nobody who serves it', async () => {
  const [stays, goes] = [account(), account()]
  const { put, send, logged, scrape } = await start([stays, goes])
  expect((await send(goes.name)).status).toBe(202)
  await put([stays])
  await logged('accounts:changed')
  await vi.waitFor(async () => {
    const text = await scrape()
    expect(text).toContain(`disparo_account_up{account="${stays.name}"} 1`)
    expect(text).not.toContain(`disparo_account_up{account="${goes.name}"}`)
    expect(text).toContain(`disparo_account_served{account="${stays.name}",by="producer"} 1`)
    expect(text).toContain(`disparo_account_served{account="${stays.name}",by="worker"} 0`)
    expect(text).toContain(`disparo_account_served{account="${goes.name}",by="worker"} 0`)
    expect(text).toContain(`disparo_unserved_messages{account="${goes.name}"} 1`)
  }, patience)
})

test('a batch that is being uploaded is taken to its end, though its account changes and goes meanwhile', async () => {
  const [stays, goes] = [account(), account()]
  const { url, put, send, logged } = await start([stays, goes])
  const batch = await beginBatch(url, goes.name)
  const answered = once(batch, 'response') as Promise<[IncomingMessage]>
  batch.write('to,namespace,elementName\n5511900000001,ns,aviso\n')
  await put([stays, { ...goes, limit: { max: 10 } }])
  await logged('accounts:changed')
  expect((await send(goes.name)).status).toBe(202)
  await put([stays])
  await logged('accounts:changed', 1)
  expect((await send(goes.name)).status).toBe(404)
  batch.end('5511900000002,ns,aviso\n')
  const [response] = await answered
  expect([response.statusCode, await json(response)]).toEqual([202, expect.objectContaining({ enqueued: 2 })])
})

/** Begins a batch that is surely in flight: the server has asked for its body. */
async function beginBatch(url: string, name: string): Promise<ClientRequest> {
  const batch = httpRequest(`${url}/v1/accounts/${name}/batches`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'text/csv', expect: '100-continue' },
  })
  batch.flushHeaders()
  await once(batch, 'continue')
  return batch
}

test("Hi Platform's own address, the webhook and the board follow the file", async () => {
  const [former, later] = [account(), account({ webhookSecret: { env: 'HOOK' } })]
  const hook = 'a-secret-of-the-webhook'
  const { put, logged, ask } = await start([former], { HOOK: hook })
  const dropIn = (configId: string) =>
    ask(`/platform/whatsappconnect/1.0/api/message/template/${configId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: '5511900000001', namespace: 'ns', elementName: 'aviso' }),
    })
  const webhook = (name: string) => ask(`/webhooks/hi-broker/${name}/${hook}`, { method: 'POST', body: '[]' })
  const board = async () => {
    const answer = await ask('/admin/queues/api/queues')
    return ((await answer.json()) as { queues: { name: string }[] }).queues.map(({ name }) => name).sort()
  }
  const before = [(await dropIn(later.configId)).status, (await webhook(later.name)).status]
  expect(await board()).toEqual(['bulk', 'callbacks', 'urgent'].map((kind) => `${former.name}-${kind}`))

  await put([later])
  await logged('accounts:changed')
  const after = [(await dropIn(later.configId)).status, (await webhook(later.name)).status]
  expect(before[0]).not.toBe(after[0])
  expect(before[1]).toBe(404)
  expect(after[1]).not.toBe(404)
  expect((await dropIn(former.configId)).status).toBe(before[0])
  expect(await board()).toEqual(['bulk', 'callbacks', 'urgent'].map((kind) => `${later.name}-${kind}`))
})

test('a wrong file changes nothing and is told; a user whose account is gone is told, and all others are served', async () => {
  const [first, second] = [account(), account()]
  const { put, send, logged, scrape, ask } = await start([first], {}, { accounts: [first.name] })
  await put([{ ...first, limit: { max: -1 } }])
  expect((await logged('accounts:refused')).reason).toContain(`account "${first.name}".limit.max`)
  expect(await scrape()).toContain('disparo_accounts_wrong 1')
  expect((await ask('/readyz')).status).toBe(200)
  expect((await send(first.name)).status).toBe(202)
  await put([second])
  expect((await logged('accounts:doubtful')).reason).toContain(`user "tests" names "${first.name}"`)
  expect((await send(first.name)).status).toBe(404)
  await put([first, second])
  await logged('accounts:accepted')
  await logged('accounts:changed', 1)
  expect((await send(first.name)).status).toBe(202)
})

test("the users' file is followed: who is removed is out, with password, session and key; a wrong file changes nothing", async () => {
  const { url, putUsers, tests, logged, ask, scrape } = await start(
    [account()],
    {},
    { roles: ['read', 'admin'] },
  )
  const eva = {
    ...tests,
    name: 'eva',
    password: formatHash(await hashSecret('another-secret', { ln: 14, r: 8, p: 1 })),
  }
  const asEva = { authorization: basic('eva', 'another-secret') }
  const statuses = async (headers: Record<string, string>) => (await ask('/v1/accounts', { headers })).status
  expect(await statuses(asEva)).toBe(401)

  await putUsers([tests, eva])
  await logged('users:changed')
  expect(await statuses(asEva)).toBe(200)
  const login = await fetch(`${url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ user: 'eva', password: 'another-secret' }),
  })
  const cookie = String(login.headers.get('set-cookie')).split(';')[0] ?? ''
  const bySession = async () => (await fetch(`${url}/v1/accounts`, { headers: { cookie } })).status
  expect(await bySession()).toBe(200)
  const made = await ask('/v1/keys', {
    method: 'POST',
    headers: { ...asEva, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'loja', roles: ['read'], accounts: '*' }),
  })
  const { key, id } = (await made.json()) as { key: string; id: string }
  const byKey = { authorization: `Bearer ${key}` }
  expect(await statuses(byKey)).toBe(200)

  await putUsers([tests, { ...eva, roles: ['root'] }])
  expect((await logged('users:refused')).reason).toContain('user "eva".roles.0')
  expect(await scrape()).toContain('disparo_users_wrong 1')
  expect([await statuses(asEva), await bySession(), await statuses(byKey)]).toEqual([200, 200, 200])

  await putUsers([tests])
  await logged('users:changed', 1)
  expect([await statuses(asEva), await bySession(), await statuses(byKey)]).toEqual([401, 401, 401])
  expect((await ask('/v1/accounts')).status).toBe(200)
  await ask(`/v1/keys/${id}`, { method: 'DELETE' })
})
