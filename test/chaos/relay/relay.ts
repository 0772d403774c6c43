import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** `out`: from the worker to the server. `in`: back to it. `open`: a connection was made, nothing has gone over it. */
export type Direction = 'open' | 'out' | 'in'

/** What passes the relay; `text` is the chunk (one character a byte) after the end of the one before it. */
export interface Piece {
  readonly direction: Direction
  readonly chunk: Buffer
  readonly text: string
  /** How many characters of `text` were there before. */
  readonly seen: number
  /** What went out on this connection since the last piece came in: to what this is the answer. */
  readonly asked: string
}

/** `shut`: neither this piece (but for its first `pass` bytes) nor any other passes, until the relay is reopened. */
export type Verdict = { readonly kind: 'pass' } | { readonly kind: 'shut'; readonly pass: number }

export interface Relay {
  readonly port: number
  /** Breaks the connections there are, and lets new ones pass. */
  reopen(): void
  close(): Promise<void>
}

/** A recogniser must not look for more than this. */
const KEPT_CHARACTERS = 160

/** Hands bytes on between a worker and a server on loopback, and asks of every piece whether it may pass. */
export async function startRelay(targetPort: number, watch: (piece: Piece) => Verdict): Promise<Relay> {
  const sockets = new Set<Socket>()
  let isShut = false
  const keep = (socket: Socket, other: Socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => other.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      // While it is shut nothing passes, not even an end.
      if (!isShut) other.destroy()
    })
  }
  const judge = (piece: Piece, to: Socket) => {
    if (isShut) return
    const verdict = watch(piece)
    isShut ||= verdict.kind === 'shut'
    const passing = verdict.kind === 'pass' ? piece.chunk : piece.chunk.subarray(0, verdict.pass)
    if (passing.length > 0) to.write(passing)
  }
  const server = createServer({ allowHalfOpen: false }, (worker) => {
    const upstream = connect(targetPort, '127.0.0.1')
    keep(worker, upstream)
    keep(upstream, worker)
    judge({ direction: 'open', chunk: Buffer.alloc(0), text: '', seen: 0, asked: '' }, upstream)
    let asked = ''
    const hand = (direction: 'out' | 'in', from: Socket, to: Socket) => {
      let tail = ''
      from.on('data', (chunk: Buffer) => {
        const fresh = chunk.toString('latin1')
        if (direction === 'out') asked += fresh
        judge({ direction, chunk, text: tail + fresh, seen: tail.length, asked }, to)
        if (direction === 'in') asked = ''
        tail = (tail + fresh).slice(-KEPT_CHARACTERS)
      })
    }
    hand('out', worker, upstream)
    hand('in', upstream, worker)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const breakAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    reopen: () => {
      isShut = false
      breakAll()
    },
    close: async () => {
      breakAll()
      server.close()
      await once(server, 'close')
    },
  }
}
