import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { authorization, startTestServer, type TestServer } from './test-support/test-server.js'
import { basic } from './test-support/test-user.js'

const other = { name: 'other', password: 'another-secret' }

async function open(options: Parameters<typeof startTestServer>[0] = {}): Promise<TestServer> {
  const door = await startTestServer({ users: () => [other], ...options })
  onTestFinished(() => door.close())
  return door
}

const header = 'to,namespace,elementName\n'
const table = `${header}5511900000001,ns,aviso\n`
const csv = { type: 'text/csv', body: table }

interface Begun {
  readonly posting: ClientRequest
  /** The answer, or the code of the error that the connection ended with. */
  readonly answer: Promise<{
    readonly status?: number | undefined
    readonly body?: unknown
    readonly code?: string
  }>
}

/** Begins a request whose body goes on, and does not end by itself. */
function begin(url: string, headers: Record<string, string>, body: string | Buffer): Begun {
  const posting = request(url, { method: 'POST', headers, agent: false })
  const answer = new Promise<Awaited<Begun['answer']>>((resolve) => {
    posting.once('response', async (message: IncomingMessage) => {
      const told = await text(message).catch(() => '')
      resolve({ status: message.statusCode, body: told === '' ? undefined : JSON.parse(told) })
    })
    posting.on('error', ({ code = '' }: NodeJS.ErrnoException) => resolve({ code }))
  })
  posting.write(body)
  onTestFinished(() => void posting.destroy())
  return { posting, answer }
}

const batches = (door: TestServer, query = '') => `${door.url}/v1/accounts/${door.account}/batches${query}`
const asCsv = { authorization, 'content-type': 'text/csv' }

test('uploads of one user that drip hold up nobody, not even himself', async () => {
  const door = await open()
  const spooled = {
    ...asCsv,
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  }
  const dripping = [
    ...Array.from({ length: 4 }, () => begin(batches(door, '?strict=true'), asCsv, header)),
    ...Array.from({ length: 4 }, () => begin(batches(door), spooled, 'PK')),
  ]
  for (const { posting } of dripping) await new Promise((written) => posting.write('5', written))
  for (const headers of [{ authorization: basic(other.name, other.password) }, { authorization }]) {
    const answer = await door.call('POST', '/batches?strict=true', { ...csv, headers })
    expect(answer.status).toBe(202)
  }
})

test('what one user has on disk keeps no other out', async () => {
  const door = await open({ batchLimitBytes: 64 * 1024 })
  const row = '5511900000001,ns,aviso\n'
  const rows = (bytes: number) => header + row.repeat(Math.ceil(bytes / row.length))
  const drip = () => begin(batches(door, '?strict=true'), asCsv, rows(40 * 1024))
  let dripping = drip()
  const call = { type: 'text/csv', body: rows(40 * 1024) }
  const mine = () => door.call('POST', '/batches?strict=true', call)
  const refused = async () => {
    const answer = await mine()
    // It came before the one that drips, which was refused for it then.
    if (answer.status === 202) {
      dripping.posting.destroy()
      dripping = drip()
    }
    return answer
  }
  await expect.poll(refused).toMatchObject({
    status: 503,
    headers: { 'retry-after': expect.any(String) },
    body: { type: '/problems/too-busy' },
  })
  const headers = { authorization: basic(other.name, other.password) }
  expect((await door.call('POST', '/batches?strict=true', { ...call, headers })).status).toBe(202)
  dripping.posting.destroy()
  await expect.poll(async () => (await mine()).status).toBe(202)
})

const impatient = { bytesPerSecond: 1_000_000, graceMs: 200 }

test.each([
  ['a batch', '/batches', 'text/csv', header],
  ['a batch with strict', '/batches?strict=true', 'text/csv', header],
  ['a batch in JSON', '/batches', 'application/json', '['],
  ['a message', '/messages', 'application/json', '{'],
])('%s that drips is ended, and told why', async (_title, path, type, body) => {
  const door = await open({ slowBodies: impatient })
  const url = `${door.url}/v1/accounts/${door.account}${path}`
  const { posting, answer } = begin(url, { authorization, 'content-type': type }, body)
  const drip = setInterval(() => posting.write(' '), 20)
  posting.once('close', () => clearInterval(drip))
  expect(await answer).toMatchObject({ status: 408, body: { type: '/problems/request-too-slow' } })
  expect(door.log).toContainEqual(expect.objectContaining({ event: 'http:slow-body' }))
})

test.each([
  ['without a password', '/batches', { authorization: '' }, 401],
  ['with a wrong one', '/batches', { authorization: basic('tests', 'wrong') }, 401],
  ['to no route', '/nothing', {}, 404],
  ['to an account of nobody', '/../nobody/batches', {}, 404],
  ['compressed', '/batches', { 'content-encoding': 'gzip' }, 415],
  ['of another type', '/batches', { 'content-type': 'image/png' }, 415],
  ['with a wrong query', '/batches?strict=perhaps', {}, 400],
  ['to a URL that cannot be read', '/%FF', {}, 400],
  ['with a header that is none', '/batches', {}, 422],
  ['that says itself that it is too large', '/batches', { 'content-length': '99999999' }, 413],
])('a request that is refused cannot go on: %s', async (_title, path, headers, status) => {
  const door = await open({ batchLimitBytes: 10_000_000 })
  const socket = await dial(door, true)
  const fields = { host: 'x', 'transfer-encoding': 'chunked', ...asCsv, ...headers }
  const told = Object.entries(fields).filter(
    ([name]) => !('content-length' in fields && name === 'transfer-encoding'),
  )
  socket.write(`POST /v1/accounts/${door.account}${path} HTTP/1.1\r\n`)
  socket.write(`${told.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
  socket.write('11\r\nno,such,columns\n\n\r\n')
  const piece = `3e8\r\n${'x'.repeat(1_000)}\r\n`
  const pour = setInterval(() => socket.write(piece), 10)
  socket.once('close', () => clearInterval(pour))
  const closed = new Promise((resolve) => socket.once('close', resolve))
  const [answer] = await once(socket, 'data')
  expect(String(answer)).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*connection: close`, 'i'))
  await closed
})

test('a request that is refused when all of it is there leaves its connection open', async () => {
  const door = await open()
  const answer = await door.call('POST', '/messages', { body: {} })
  expect(answer).toMatchObject({ status: 422, headers: { connection: 'keep-alive' } })
})

/** A client that goes on writing when the other side has ended, with `allowHalfOpen`. */
async function dial(door: TestServer, allowHalfOpen = false): Promise<Socket> {
  const { hostname, port } = new URL(door.url)
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen })
  socket.on('error', () => {}) // It may be cut off.
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  return socket
}

async function health(socket: Socket): Promise<string> {
  socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
  const [chunk] = await once(socket, 'data')
  return String(chunk).split('\r\n', 1)[0] ?? ''
}

test('there are no more connections than may be, and one that is idle makes room', async () => {
  const door = await open({ maxConnections: 2 })
  const [idle, busy] = [await dial(door), await dial(door)]
  expect(await health(idle)).toContain('200')
  busy.write('POST /v1/accounts/x/batches HTTP/1.1\r\nHost: x\r\n')
  const refused = await dial(door)
  await Promise.all([once(refused, 'close'), once(idle, 'close')])
  expect(await health(await dial(door))).toContain('200')
  expect(busy.destroyed).toBe(false)
  expect(door.log).toContainEqual(
    expect.objectContaining({ event: 'http:max-connections', maxConnections: 2 }),
  )
})
