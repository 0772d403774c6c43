import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { expect, it, onTestFinished } from 'vitest'
import { type Piece, startRelay, type Verdict } from './relay.js'

/** A server that answers every piece with itself in capitals, behind a relay; and how to connect to that. */
async function echoBehind(watch: (piece: Piece) => Verdict) {
  const received: string[] = []
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (data) => {
      received.push(String(data))
      socket.write(String(data).toUpperCase())
    })
  })
  const { port, close } = await listenOnLoopback(server)
  const relay = await startRelay(port, watch)
  const sockets: Socket[] = []
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await relay.close()
    await close()
  })
  const open = () => {
    const socket = connect(relay.port, '127.0.0.1').setEncoding('utf8')
    socket.on('error', () => undefined)
    sockets.push(socket)
    return socket
  }
  return { relay, received, open }
}

/** However that comes about: `once` would reject for a reset. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()))
}

const pass: Verdict = { kind: 'pass' }

it('hands bytes on both ways, and shows each piece before it passes', async () => {
  const pieces: string[] = []
  const { open } = await echoBehind(({ direction, chunk }) => {
    pieces.push(`${direction} ${chunk}`)
    return pass
  })
  const socket = open()
  socket.write('hello')
  expect(await once(socket, 'data')).toEqual(['HELLO'])
  expect(pieces).toEqual(['open ', 'out hello', 'in HELLO'])
})

it('once shut, passes so many bytes of the piece and no more on any connection, until it is reopened', async () => {
  const { relay, received, open } = await echoBehind(({ chunk }) =>
    String(chunk) === 'stop here' ? { kind: 'shut', pass: 4 } : pass,
  )
  const other = open()
  other.write('first')
  await once(other, 'data')
  const socket = open()
  socket.write('stop here')
  await expect.poll(() => received).toEqual(['first', 'stop'])
  other.write('in vain')
  const ended = Promise.all([other, socket].map(closed))
  // What reaches the server afterwards proves that nothing did before.
  relay.reopen()
  await ended
  const later = open()
  later.write('again')
  await once(later, 'data')
  expect(received).toEqual(['first', 'stop', 'again'])
})
