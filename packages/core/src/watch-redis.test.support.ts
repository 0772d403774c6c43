import { connect } from 'node:net'
import { expect, inject, onTestFinished } from 'vitest'
import type { Redis } from './redis/index.js'

/**
 * Listens to all that Redis is asked. A connection without a client: a line may come before the answer to MONITOR, which
 * ioredis takes for an error.
 */
export async function watchRedis(redis: Redis): Promise<() => Promise<string[]>> {
  const { hostname, port, username, password } = new URL(inject('redisUrl'))
  const socket = connect(Number(port || 6379), hostname)
  onTestFinished(() => void socket.destroy())
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  const auth = password ? [`AUTH ${[username, password].filter(Boolean).join(' ')}`] : []
  const commands = [...auth, 'MONITOR']
  socket.write(commands.map((command) => `${command}\r\n`).join(''))
  await expect.poll(() => text.split('+OK').length).toBeGreaterThan(commands.length)
  return async () => {
    await redis.echo('asked-everything')
    await expect.poll(() => text).toContain('asked-everything')
    socket.destroy()
    return text.split('\n')
  }
}
