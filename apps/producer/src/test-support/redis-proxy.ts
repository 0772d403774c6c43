import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

/** The line to a Redis, which a test can cut and mend. */
interface RedisProxy {
  readonly url: string
  disconnect(): Promise<void>
  reconnect(): Promise<void>
}

/** Passes bytes between a port of its own and the Redis at `target`. */
export async function startRedisProxy(target: string): Promise<RedisProxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(port || 6379), hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    }
    near.pipe(far).pipe(near)
  })
  const listen = (at: number) => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve))
  await listen(0)
  const own = (server.address() as AddressInfo).port
  const url = new URL(target)
  url.host = `127.0.0.1:${own}`
  return {
    url: url.href,
    disconnect: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
    reconnect: () => listen(own),
  }
}
