import type { Socket } from 'node:net'
import type { Cluster, Redis as Server } from 'ioredis'

/**
 * Lets the commands of one turn of the event loop go to a server in one write: ioredis makes a system call of each. They wait
 * for nothing but the end of what is running.
 */
export function gatherWrites(redis: Server | Cluster): void {
  if ('nodes' in redis) redis.on('+node', (node: Server) => gatherWrites(node))
  else redis.on('connect', () => gather(redis.stream as Socket))
}

function gather(socket: Socket): void {
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean
  let isCorked = false
  const uncork = () => {
    isCorked = false
    socket.uncork()
  }
  socket.write = (...args: unknown[]) => {
    if (!isCorked) {
      isCorked = true
      socket.cork()
      process.nextTick(uncork)
    }
    return write(...args)
  }
}
