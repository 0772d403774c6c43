import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { request } from 'undici'
import { expect, it, onTestFinished } from 'vitest'
import { startTcpProxy } from './tcp-proxy.js'

it('a door leads to a server, refuses when it is shut, and leads there again at the same address', async () => {
  const server = createServer((_request, response) => void response.end('hello')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const door = await startTcpProxy()
  onTestFinished(door.close)
  door.leadTo((server.address() as AddressInfo).port)
  // A connection each: none is left that the shut door would break.
  const knock = async () => (await request(door.url, { reset: true })).body.text()

  expect(await knock()).toBe('hello')
  await door.shut()
  await expect(knock()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await door.open()
  expect(await knock()).toBe('hello')
})

it('a door that is shut breaks the connections that there are', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const door = await startTcpProxy()
  onTestFinished(door.close)
  door.leadTo((server.address() as AddressInfo).port)
  const arrived = once(server, 'request')
  const unanswered = request(door.url)
  await arrived
  const [broken] = await Promise.allSettled([unanswered, door.shut()])
  expect(broken.status).toBe('rejected')
})
