import { once } from 'node:events'
import { connect } from 'node:net'
import { Redis } from 'ioredis'
import { afterEach, describe, expect, inject, it, vi } from 'vitest'
import { forgetAccount } from '../stack/forget-account.js'
import { type Stack, startStack } from '../stack/start-stack.js'
import { patience } from './patience.test.support.js'

let stack: Stack | undefined
afterEach(() => stack?.stop())

/** The code of the error that connecting gives, or `connected`. */
async function knock(url: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  try {
    await once(socket, 'connect')
    return 'connected'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown'
  } finally {
    socket.destroy()
  }
}

describe('startStack', () => {
  it('wires everything together, so that a message given to the producer reaches the sandbox', async () => {
    stack = await startStack({ workers: 2 })
    const { producer, sandbox } = stack
    const { id } = await producer.send({ to: '5511900000001', namespace: 'default', elementName: 'saudacao' })
    await vi.waitFor(async () => expect((await producer.message(id))?.status).toBe('accepted'), patience)
    expect(await sandbox.allMessages()).toMatchObject([{ to: '5511900000001', elementName: 'saudacao' }])
    expect(stack.workers.length).toBe(2)
  })

  it('leaves nothing running after stop', async () => {
    stack = await startStack()
    const { producer, sandbox, workers } = stack
    await stack.stop()
    expect(await knock(producer.url)).toBe('ECONNREFUSED')
    expect(await knock(sandbox.url)).toBe('ECONNREFUSED')
    expect(await Promise.all(workers.map((worker) => worker.exited))).toEqual([{ code: 0, signal: null }])
  })

  it('stops what it has started when one part does not start, and says which', async () => {
    const failing = startStack({ account: { limit: { max: 0, windowMs: 1 } } })
    await expect(failing).rejects.toMatchObject({
      code: 'APP_START',
      message: expect.stringContaining('producer'),
    })
  })
})

describe('forgetAccount', () => {
  it('removes the keys of one account and no others', async () => {
    const redis = new Redis(inject('redisUrl'))
    await redis.mset('disparo:{stack-gone}:gate', '1', 'disparo:{stack-kept}:gate', '1')
    await forgetAccount(inject('redisUrl'), 'stack-gone')
    expect(await redis.mget('disparo:{stack-gone}:gate', 'disparo:{stack-kept}:gate')).toEqual([null, '1'])
    await redis.del('disparo:{stack-kept}:gate')
    redis.disconnect()
  })
})
