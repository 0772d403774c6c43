import { once } from 'node:events'
import { createServer } from 'node:http'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { request } from 'undici'
import { expect, it, onTestFinished } from 'vitest'
import { startTcpProxy } from './tcp-proxy.js'

it('a door leads to a server, refuses when it is shut, and leads there again at the same address', async () => {
  const server = createServer((_request, response) => void response.end('hello'))
  const { port, close } = await listenOnLoopback(server)
  onTestFinished(close)
  const door = await startTcpProxy()
  onTestFinished(door.close)
  door.leadTo(port)
  // A connection each: none is left that the shut door would break.
  const knock = async () => (await request(door.url, { reset: true })).body.text()

  expect(await knock()).toBe('hello')
  await door.shut()
  await expect(knock()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await door.open()
  expect(await knock()).toBe('hello')
})

it('a door that is shut breaks the connections that there are', async () => {
  const server = createServer()
  const { port, close } = await listenOnLoopback(server)
  onTestFinished(close)
  const door = await startTcpProxy()
  onTestFinished(door.close)
  door.leadTo(port)
  const arrived = once(server, 'request')
  const unanswered = request(door.url)
  await arrived
  const [broken] = await Promise.allSettled([unanswered, door.shut()])
  expect(broken.status).toBe('rejected')
})
