import { once } from 'node:events'
import { createServer } from 'node:http'
import net from 'node:net'
import { expect, test } from 'vitest'
import { listenOnLoopback } from './index.js'

test('a server answers at its address, and closing it breaks the requests that wait', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/answered') response.end('here')
  })
  const { url, port, close } = await listenOnLoopback(server)
  expect(url).toBe(`http://127.0.0.1:${port}`)
  expect(await (await fetch(`${url}/answered`)).text()).toBe('here')
  const waits = fetch(`${url}/waits`).catch(() => 'broken')
  await once(server, 'request')
  await close()
  expect(await waits).toBe('broken')
  expect(server.listening).toBe(false)
  await close()
})

test('the connections of a bare TCP server end with it', async () => {
  const server = net.createServer((socket) => void socket.on('error', () => {}).write('hello'))
  const { port, close } = await listenOnLoopback(server)
  const socket = net.connect(port, '127.0.0.1')
  await once(socket, 'data')
  const ended = once(socket, 'close')
  await close()
  await ended
})
