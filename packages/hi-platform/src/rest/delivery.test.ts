import diagnostics from 'node:diagnostics_channel'
import { inspect } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import {
  attempt,
  closed,
  deferred,
  message,
  openClient,
  serveHttp,
  serveTcp,
} from './http-server.test.support.js'
import { HiRequestError } from './request-error.js'

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

test('an empty 200 is an acceptance', async () => {
  const { url } = await serveHttp((response) => response.end())
  expect(await attempt(openClient(url))).toEqual({ kind: 'accepted' })
})

test('a 200 with an id is an acceptance that knows it', async () => {
  const { url } = await serveHttp((response) => response.end('{"status":"OK","data":{"id":"abc-1"}}'))
  expect(await attempt(openClient(url))).toEqual({ kind: 'accepted', upstreamId: 'abc-1' })
})

test('a 429 tells how long to wait', async () => {
  const { url } = await serveHttp((response) => {
    response.writeHead(429, { 'X-Rate-Limit-Reset': '17', 'Retry-After': '5' })
    response.end('Too many connections.')
  })
  expect(await attempt(openClient(url))).toEqual({ kind: 'throttled', retryAfterMs: 17_000 })
})

test("a firewall's HTML 403 is unavailability, the API's own 403 a fault of the account", async () => {
  const types = ['text/html; charset=UTF-8', 'application/json']
  const { url } = await serveHttp((response) => {
    response.writeHead(403, { 'Content-Type': types.shift() })
    response.end('<html></html>')
  })
  const client = openClient(url)
  expect(await attempt(client)).toEqual({ kind: 'unavailable', reason: 'http-403' })
  expect(await attempt(client)).toEqual({ kind: 'account-fault', reason: 'http-403' })
})

test('a refused port is unavailability', async () => {
  const { url, server } = await serveTcp(() => {})
  await new Promise((resolve) => server.close(resolve))
  expect(await attempt(openClient(url))).toEqual({ kind: 'unavailable', reason: 'connection-refused' })
})

test('a port refused on every address of a name is unavailability', async () => {
  const { url, server } = await serveTcp(() => {})
  await new Promise((resolve) => server.close(resolve))
  const byName = url.replace('127.0.0.1', 'localhost')
  expect(await attempt(openClient(byName))).toEqual({ kind: 'unavailable', reason: 'connection-refused' })
})

test('a name nobody knows is unavailability', async () => {
  expect(await attempt(openClient('http://disparo.invalid'))).toEqual({ kind: 'unavailable', reason: 'dns' })
})

test('a server that never answers leaves the message unknown', async () => {
  const { url, received } = await serveHttp(() => {})
  const client = openClient(url, { requestTimeoutMs: 1_000 })
  expect(await attempt(client)).toEqual({ kind: 'unknown', reason: 'timeout' })
  expect(received).toHaveLength(1)
})

test('a reset or an end before the answer leaves the message unknown, and it is not posted again', async () => {
  const { url, sockets } = await serveTcp((socket, connection) => {
    if (connection === 1) socket.resetAndDestroy()
    else socket.end()
  })
  const client = openClient(url)
  expect(await attempt(client)).toEqual({ kind: 'unknown', reason: 'connection-reset' })
  expect(sockets).toHaveLength(1)
  expect(await attempt(client)).toEqual({ kind: 'unknown', reason: 'connection-closed' })
  expect(sockets).toHaveLength(2)
})

test('something that is no HTTP leaves the message unknown, and is not repeated in the error', async () => {
  const { url } = await serveTcp((socket) => socket.end('NO-HTTP 5511987554321\r\n'))
  const client = openClient(url)
  expect(await attempt(client)).toEqual({ kind: 'unknown', reason: 'invalid-response' })
  const error = await client.sendTemplate(message).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(HiRequestError)
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('5511987554321')
})

test('an informational answer decides nothing; what follows it does', async () => {
  const { url } = await serveTcp((socket, connection) => {
    socket.write('HTTP/1.1 103 Early Hints\r\n\r\n')
    if (connection === 1) socket.end()
    else socket.write(ok)
  })
  const client = openClient(url)
  expect(await attempt(client)).toEqual({ kind: 'unknown', reason: 'connection-closed' })
  expect(await attempt(client)).toEqual({ kind: 'accepted' })
})

test('once the headers have come the status stands, though the body ends early or hangs', async () => {
  const { url } = await serveTcp((socket, connection) => {
    const head = connection === 1 ? 'HTTP/1.1 200 OK' : 'HTTP/1.1 400 Bad Request'
    socket.write(`${head}\r\nContent-Length: 100\r\n\r\nshort`)
    if (connection === 1) socket.end()
  })
  const client = openClient(url, { requestTimeoutMs: 1_000 })
  expect(await client.sendTemplate(message)).toMatchObject({ status: 200, body: 'short', complete: false })
  const hanging = await attempt(client)
  expect(hanging).toEqual({ kind: 'rejected', reason: 'http-400', detail: 'short' })
})

test('once the headers have come the status stands, though the connection is reset', async () => {
  const { url, sockets } = await serveTcp((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n')
  })
  const headersSeen = () => sockets[0]?.resetAndDestroy()
  diagnostics.subscribe('undici:request:headers', headersSeen)
  onTestFinished(() => void diagnostics.unsubscribe('undici:request:headers', headersSeen))
  expect(await attempt(openClient(url))).toEqual({ kind: 'accepted' })
})

test('an endless body is cut, and its connection dropped', async () => {
  const { url, sockets } = await serveTcp((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    const more = () => {
      while (!socket.destroyed && socket.write('x'.repeat(16_384)));
    }
    socket.on('drain', more)
    more()
  })
  const reply = await openClient(url).sendTemplate(message)
  expect(reply.body).toHaveLength(65_536)
  expect(reply).toMatchObject({ status: 200, complete: false })
  await closed(sockets[0])
})

test('a message given up before it was written is never sent; one given up later may have been', async () => {
  const arrived = deferred<void>()
  const { url, received } = await serveHttp((response) => {
    if (received.length > 1) response.end()
    else arrived.resolve()
  })
  const client = openClient(url, { connections: 1 })
  const [first, second] = [new AbortController(), new AbortController()]
  const written = attempt(client, first.signal, 'first')
  await arrived.promise
  const waiting = attempt(client, second.signal, 'second')
  const next = attempt(client, undefined, 'third')
  second.abort()
  expect(await waiting).toEqual({ kind: 'unavailable', reason: 'aborted' })
  expect(await attempt(client, AbortSignal.abort())).toEqual({ kind: 'unavailable', reason: 'aborted' })
  first.abort()
  expect(await written).toEqual({ kind: 'unknown', reason: 'aborted' })
  expect(await next).toEqual({ kind: 'accepted' })
  expect(received.map(({ body }) => JSON.parse(body).elementName)).toEqual(['first', 'third'])
})

test('after a pause of the process while it connects, the request is not written any more', async () => {
  const { url, received } = await serveHttp((response) => response.end())
  const client = openClient(url, { requestTimeoutMs: 200 })
  const going = attempt(client)
  await new Promise(process.nextTick)
  // Blocks the event loop; the kernel connects all the same.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400)
  expect(await going).toEqual({ kind: 'unavailable', reason: 'connect-timeout' })
  // A later request, on a connection of its own or not, is the first one to arrive.
  expect(await attempt(client)).toEqual({ kind: 'accepted' })
  expect(received.length).toBe(1)
})
