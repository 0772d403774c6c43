import { once } from 'node:events'
import type { AddressInfo, Server, Socket } from 'node:net'

export interface LoopbackServer {
  readonly port: number
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  /** Breaks its connections, and resolves when all are gone. Does nothing where it is closed already. */
  close(): Promise<void>
}

/** Lets a server (HTTP, TLS or bare TCP) listen on a free port of 127.0.0.1. */
export async function listenOnLoopback(server: Server): Promise<LoopbackServer> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
