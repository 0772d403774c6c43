import { once } from 'node:events'
import type { Socket } from 'node:net'
import { expect, inject, it, onTestFinished } from 'vitest'
import { openRedis } from './connection.js'

it('commands of one turn go out in one write, and each has its own answer', async () => {
  const redis = openRedis(inject('redisUrl'), 'worker')
  onTestFinished(() => redis.disconnect())
  await once(redis, 'ready')
  const socket = Reflect.get(redis, 'stream') as Socket & Record<'_write' | '_writev', () => void>
  let writes = 0
  for (const name of ['_write', '_writev'] as const) {
    const write = socket[name].bind(socket) as (...args: unknown[]) => void
    Object.assign(socket, {
      [name]: (...args: unknown[]) => {
        writes += 1
        write(...args)
      },
    })
  }
  const said = Array.from({ length: 20 }, (_, n) => `${n}`)
  expect(await Promise.all(said.map((text) => redis.echo(text)))).toEqual(said)
  expect(writes).toBe(1)
  expect(await redis.echo('later')).toBe('later')
  expect(writes).toBe(2)
})
