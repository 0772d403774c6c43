import { appRoutes } from '@bull-board/api/dist/routes.js'
import { readActs } from '@disparo/core/internal/audit'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { UnrecoverableError, Worker } from 'bullmq'
import { afterAll, beforeEach, expect, inject, test, vi } from 'vitest'
import { startRedisProxy } from '../test-support/redis-proxy.js'
import { type BoardServer, openBoardServer } from './board-server.test.support.js'

const door = await openBoardServer()
const redis = openRedis(inject('redisUrl'), 'worker')
afterAll(async () => {
  redis.disconnect()
  await door.close()
})
const [mine, others] = door.accounts
const bulk = door.queue(mine, 'bulk')
const api = `/api/queues/${bulk.name}`

beforeEach(async () => {
  await bulk.obliterate({ force: true })
  await bulk.add('send', {} as never, { jobId: 'fails' })
  await failAll()
  await bulk.add('send', {} as never, { jobId: 'sleeps', delay: 3_600_000 })
})

async function failAll(): Promise<void> {
  const worker = new Worker(bulk.name, () => Promise.reject(new UnrecoverableError('refused')), {
    connection: redis,
    prefix: bulk.opts.prefix ?? '',
  })
  await new Promise((resolve) => worker.once('failed', resolve))
  await worker.close()
}

const stateOf = async (id: string) => (await bulk.getJob(id))?.getState()
const namesSeenBy = async (as: 'reader' | 'admin') => {
  const { text } = await door.ask('GET', '/api/queues', { as })
  return JSON.parse(text).queues.map(({ name }: { name: string }) => name)
}

test.each(['', '/', '/queue/x', '/static/favicon.ico', '/board.css', '/api/queues', '/no-such-page'])(
  'nothing is there without a password, and the browser is told to ask for one: %j',
  async (path) => {
    const answer = await door.ask('GET', path, { headers: { authorization: '' } })
    expect(answer).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': expect.stringMatching(/^Basic /) },
    })
  },
)

test('who may only send sees nothing of it', async () => {
  for (const path of ['/', '/static/favicon.ico', '/api/queues', `${api}/fails`]) {
    expect((await door.ask('GET', path, { as: 'sender' })).status).toBe(403)
  }
})

test('the pages are served under a policy that lets them load nothing from elsewhere, and run nothing inline', async () => {
  for (const path of ['', '/', `/queue/${bulk.name}`]) {
    const { status, headers, text } = await door.ask('GET', path, { as: 'reader' })
    expect(status).toBe(200)
    expect(headers).toMatchObject({ 'cache-control': 'no-store' })
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(text).not.toMatch(/href="https?:| style="|<style/)
    expect(text).toContain('board.css')
  }
  const elsewhere = await door.ask('GET', '/../../healthz')
  expect(elsewhere.headers['content-security-policy']).not.toContain("script-src 'self'")
})

test('a user sees the lanes and callbacks of the accounts in scope, and no others, in no way', async () => {
  const kinds = ['urgent', 'bulk', 'callbacks']
  expect(await namesSeenBy('reader')).toEqual(kinds.map((kind) => `${mine}-${kind}`))
  expect(await namesSeenBy('admin')).toEqual(
    [mine, others].flatMap((account) => kinds.map((kind) => `${account}-${kind}`)),
  )
  await door.queue(others, 'urgent').add('send', {} as never, { jobId: 'hidden' })
  for (const path of [`/api/queues/${others}-urgent/hidden`, `/api/queues/${others}-urgent/hidden/logs`]) {
    expect((await door.ask('GET', path)).status).toBe(200)
    const [hidden, absent] = await Promise.all([
      door.ask('GET', path, { as: 'reader' }),
      door.ask('GET', path.replace(others, 'nobody'), { as: 'reader' }),
    ])
    expect(hidden).toMatchObject({ status: 404, text: absent.text })
  }
  const asked = `/api/queues?activeQueue=${others}-urgent&status=latest`
  expect((await door.ask('GET', asked, { as: 'reader' })).text).not.toContain(others)
})

test('a reader is offered nothing and may change nothing', async () => {
  const { text } = await door.ask('GET', '/api/queues', { as: 'reader' })
  for (const queue of JSON.parse(text).queues)
    expect(queue).toMatchObject({ readOnlyMode: true, allowRetries: false })
  for (const path of [`${api}/fails/retry`, `${api}/retry/failed`, `${api}/sleeps/promote`, `${api}/pause`]) {
    expect((await door.ask('PUT', path, { as: 'reader' })).status).toBe(403)
  }
  expect([await stateOf('fails'), await stateOf('sleeps')]).toEqual(['failed', 'delayed'])
})

test('an operator retries what failed and wakes what sleeps, which is logged with the name', async () => {
  expect((await door.ask('PUT', `${api}/fails/retry`, { as: 'operator' })).status).toBe(204)
  expect((await door.ask('PUT', `${api}/sleeps/promote`, { as: 'operator' })).status).toBe(204)
  expect([await stateOf('fails'), await stateOf('sleeps')]).toEqual(['waiting', 'waiting'])
  await failAll()
  expect((await door.ask('PUT', `${api}/retry/failed`, { as: 'operator' })).status).toBe(200)
  const changed = door.log.filter(({ event }) => event === 'queue:changed')
  expect(changed.slice(-3)).toMatchObject([
    { user: 'operator', action: 'retry', queueName: bulk.name, jobId: 'fails' },
    { user: 'operator', action: 'promote', jobId: 'sleeps' },
    { user: 'operator', action: 'retry', queueStatus: 'failed' },
  ])
  const { acts } = await readActs(redis, accountKeys(mine), { limit: 3, since: 0 })
  expect(acts.map(({ action, by, what }) => [action, by, what])).toEqual([
    ['queue-changed', 'operator', 'retry bulk'],
    ['queue-changed', 'operator', 'promote bulk'],
    ['queue-changed', 'operator', 'retry bulk'],
  ])
})

test('to look is for debug in the log, page after page; a change, and what fails, stays at info', async () => {
  const [debug, info] = [20, 30]
  const logged = async (method: string, path: string, as: 'reader' | 'admin' = 'admin') => {
    const before = door.log.length
    await door.ask(method, path, { as })
    const line = () => door.log.slice(before).find(({ event }) => event === 'http:answered')
    return vi.waitUntil(line, { timeout: 90_000 })
  }
  for (const path of ['', '/', '/board.css', '/api/queues', `${api}/fails`]) {
    expect(await logged('GET', path)).toMatchObject({ level: debug, status: 200 })
  }
  expect(await logged('PUT', `${api}/fails/retry`)).toMatchObject({ level: info, status: 204 })
  expect(await logged('PUT', `${api}/pause`, 'reader')).toMatchObject({ level: info, status: 403 })
  expect(await logged('GET', `${api}/no-such-job`)).toMatchObject({ level: info, status: 404 })
  expect(await logged('GET', '/no-such-page')).toMatchObject({ level: info, status: 404 })
})

const forAdmins = [
  `${api}/promote`,
  `${api}/fails/clean`,
  `${api}/clean/failed`,
  `${api}/pause`,
  `${api}/resume`,
  `${api}/empty`,
  '/api/queues/pause',
  '/api/queues/resume',
]

test.each(forAdmins)('%s takes the role admin', async (path) => {
  const refused = await door.ask('PUT', path, { as: 'operator' })
  expect(refused.status).toBe(403)
  // The library's pages show these two.
  expect(JSON.parse(refused.text)).toMatchObject({
    error: expect.any(String),
    message: expect.stringContaining('"admin"'),
  })
  expect([await stateOf('fails'), await stateOf('sleeps'), await bulk.isPaused()]).toEqual([
    'failed',
    'delayed',
    false,
  ])
  expect((await door.ask('PUT', path)).status).toBeLessThan(300)
})

test('of all that the library can change, no more than this is there, for anybody', async () => {
  const there: string[] = []
  for (const { method, route } of appRoutes.api) {
    const verb = String(method).toUpperCase()
    if (verb === 'GET') continue
    const path = String(route)
      .replace(':queueName', 'nobody')
      .replace(/:queueStatus/, 'failed')
      .replace(/:\w+/, 'x')
    const answer = await door.ask(verb, path)
    const isOurs = JSON.parse(answer.text || '{}').type === '/problems/unknown-route'
    if (!isOurs) there.push(`${verb} ${path}`)
  }
  expect(there.sort()).toEqual([
    'PUT /api/queues/nobody/clean/failed',
    'PUT /api/queues/nobody/empty',
    'PUT /api/queues/nobody/pause',
    'PUT /api/queues/nobody/promote',
    'PUT /api/queues/nobody/resume',
    'PUT /api/queues/nobody/retry/failed',
    'PUT /api/queues/nobody/x/clean',
    'PUT /api/queues/nobody/x/promote',
    'PUT /api/queues/nobody/x/retry',
    'PUT /api/queues/pause',
    'PUT /api/queues/resume',
  ])
})

test.each([
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['another site, by the origin', { origin: 'https://evil.example' }],
  ['nobody says where', {}],
])('a change asked for from elsewhere is refused, with the right password: %s', async (_, headers) => {
  for (const [method, path] of [
    ['PUT', `${api}/fails/retry`],
    ['POST', `${api}/add`],
    ['PUT', `${api}/pause`],
    ['DELETE', '/'],
  ] as const) {
    expect((await door.ask(method, path, { headers })).status).toBe(403)
  }
  expect([await stateOf('fails'), await bulk.isPaused()]).toEqual(['failed', false])
})

test('the board of a browser without Fetch Metadata may change something, by its origin', async () => {
  const headers = { origin: new URL(door.url).origin }
  expect((await door.ask('PUT', `${api}/fails/retry`, { headers })).status).toBe(204)
})

test('what has gone on in the meantime is a conflict, not a fault', async () => {
  expect((await door.ask('PUT', `${api}/sleeps/retry`)).status).toBe(400)
  expect((await door.ask('PUT', `${api}/fails/promote`)).status).toBe(409)
  expect((await door.ask('PUT', `${api}/gone/retry`)).status).toBe(404)
  expect((await door.ask('PUT', `${api}/retry/delayed`)).status).toBe(400)
})

test.each([
  ...['gone', '42', '__proto__', 'a:b:c', '%00'],
  // Keys of BullMQ's own, beside the jobs.
  ...['meta', 'events', 'id', 'marker', 'delayed', 'failed', 'sleeps:logs'],
])('of a job that is not there nothing is shown or changed: %s', async (id) => {
  await bulk.addJobLog('sleeps', 'a line')
  for (const part of ['', '/logs', '/flow']) {
    expect(await door.ask('GET', `${api}/${id}${part}`)).toMatchObject({
      status: 404,
      text: '{"error":{"key":"ERRORS.JOB_NOT_FOUND"}}',
    })
  }
  for (const action of ['retry', 'promote', 'clean']) {
    expect((await door.ask('PUT', `${api}/${id}/${action}`)).status).toBe(404)
  }
  expect(await stateOf('sleeps')).toBe('delayed')
})

test('of a queue that is not there no job is shown', async () => {
  for (const part of ['', '/logs', '/flow']) {
    expect((await door.ask('GET', `/api/queues/__proto__/fails${part}`)).status).toBe(404)
  }
})

test.each(['activeQueue=%25', 'page=0', 'jobsPerPage=100000', 'status=none'])(
  'a query that cannot be meant is refused: %s',
  async (query) => {
    expect((await door.ask('GET', `/api/queues?${query}`)).status).toBe(400)
  },
)

test('without Redis the board says so, soon', async () => {
  const line = await startRedisProxy(inject('redisUrl'))
  const far: BoardServer = await openBoardServer(line.url)
  expect((await far.ask('GET', '/api/queues')).status).toBe(200)
  await line.disconnect()
  const answer = await far.ask('GET', '/api/queues')
  expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } })
  expect(JSON.parse(answer.text)).toMatchObject({ type: '/problems/storage-unavailable' })
  expect((await far.ask('GET', '/')).status).toBe(200)
  await line.reconnect()
  await far.close()
})
