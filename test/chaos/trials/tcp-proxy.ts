import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Stands before a server on loopback; shut, its connections are refused, which a fault plan cannot do. */
export interface TcpProxy {
  readonly url: string
  leadTo(port: number): void
  /** Refuses connections, and breaks those that there are. */
  shut(): Promise<void>
  /** Takes connections again, at the same address. */
  open(): Promise<void>
  close(): Promise<void>
}

export async function startTcpProxy(): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  let target = 0
  const join = (from: Socket, to: Socket) => {
    sockets.add(from)
    from.on('error', () => to.destroy())
    from.on('close', () => {
      sockets.delete(from)
      to.destroy()
    })
    from.pipe(to)
  }
  const server = createServer((caller) => {
    const called = connect(target, '127.0.0.1')
    join(caller, called)
    join(called, caller)
  })
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  const shut = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  await listen(0)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    leadTo: (to) => {
      target = to
    },
    shut,
    open: () => listen(port),
    close: shut,
  }
}
