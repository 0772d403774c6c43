import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import type { MutatedAnswer } from './mutated-answer.js'

/** A TCP server that answers the request about case `n` as the n-th answer says. */
export interface BareServer {
  readonly url: string
  /** How often each case was asked for. */
  readonly asked: readonly number[]
  /** Whether a case came over a connection that has seen none but plain answers. */
  readonly clean: readonly boolean[]
  /** Connections that are still open here. */
  open(): number
  /** Resolves when no connection is open any more. */
  quiet(): Promise<void>
  stop(): Promise<void>
}

const caseNumber = /"elementName":"case_(\d+)"|[?&]sender=(\d+)/g

export async function startBareServer(answers: readonly MutatedAnswer[]): Promise<BareServer> {
  const asked = answers.map(() => 0)
  const clean = answers.map(() => false)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.delete(socket)
      server.emit('quieter')
    })
    let received = ''
    let isClean = true
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1')
      for (const [text, template, report] of received.matchAll(caseNumber)) {
        const n = Number(template ?? report)
        received = received.slice(received.indexOf(text) + text.length)
        asked[n] = (asked[n] ?? 0) + 1
        const answer = answers[n]
        clean[n] = isClean
        isClean &&= answer?.plain !== undefined
        if (answer) void give(socket, answer)
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    clean,
    open: () => sockets.size,
    quiet: async () => {
      while (sockets.size > 0) await once(server, 'quieter')
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

async function give(socket: Socket, { pieces, end }: MutatedAnswer): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed) return
    if (piece.length > 0) socket.write(piece)
    // Pieces in turns of their own, so that a parser sees them apart.
    await setImmediate()
  }
  if (end === 'close') socket.end()
  if (end === 'reset') socket.resetAndDestroy()
}
