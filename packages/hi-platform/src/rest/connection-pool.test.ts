import { once } from 'node:events'
import { expect, test } from 'vitest'
import { attempt, closed, openClient, serveHttp, serveTcp } from './http-server.test.support.js'

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

test('a connection the server has closed while idle is not used again', async () => {
  const { url, sockets } = await serveTcp((socket, connection) => {
    if (connection === 1) socket.end(ok)
    else socket.write(ok)
  })
  const client = openClient(url)
  expect(await attempt(client)).toEqual({ kind: 'accepted' })
  await closed(sockets[0])
  expect(await attempt(client)).toEqual({ kind: 'accepted' })
  expect(sockets).toHaveLength(2)
})

test('an idle connection is closed by us before the time the server announces', async () => {
  const { url, sockets } = await serveTcp((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nKeep-Alive: timeout=3\r\n\r\nok')
  })
  expect(await attempt(openClient(url))).toEqual({ kind: 'accepted' })
  const [socket] = sockets
  if (!socket) throw new Error('nobody connected')
  if (!socket.readableEnded) await once(socket, 'end')
})

test('whenever the server closes: nothing is written twice, nothing accepted is missing, nothing unsent arrives', async () => {
  const { url, received } = await serveHttp((response) => {
    const nth = received.length
    if (nth % 5 === 0) return response.socket?.destroy()
    response.end()
    // The answer says keep-alive, and then the connection is closed all the same.
    if (nth % 3 === 0) response.socket?.end()
  })
  const client = openClient(url, { connections: 8 })
  const names = Array.from({ length: 400 }, (_, n) => `aviso_${n}`)
  const outcomes = await Promise.all(names.map((name) => attempt(client, undefined, name)))

  const arrived = received.map(({ body }) => JSON.parse(body).elementName)
  expect(new Set(arrived).size).toBe(arrived.length)
  const namesOf = (kind: string) => names.filter((_, n) => outcomes[n]?.kind === kind)
  expect(arrived).toEqual(expect.arrayContaining(namesOf('accepted')))
  expect(arrived.filter((name) => namesOf('unavailable').includes(name))).toEqual([])
  expect(namesOf('unknown').length).toBeGreaterThan(0)
  expect(outcomes.filter(({ kind }) => !['accepted', 'unavailable', 'unknown'].includes(kind))).toEqual([])
})
