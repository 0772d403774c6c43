import { connect, createServer } from 'node:net'
/** Passes bytes between a port of its own and the Redis at `target`. */
export async function startRedisProxy(target) {
  const { hostname, port } = new URL(target)
  const sockets = new Set()
  const server = createServer((near) => {
    const far = connect(Number(port || 6379), hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    }
    near.pipe(far).pipe(near)
  })
  const listen = (at) => new Promise((resolve) => server.listen(at, '127.0.0.1', resolve))
  await listen(0)
  const own = server.address().port
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
//# sourceMappingURL=redis-proxy.js.map
