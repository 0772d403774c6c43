import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Redis } from 'ioredis'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { readStackConfig } from './config.js'
import { startPrivateRedis } from './private-redis.js'
import { repositoryRoot } from './repository.js'
import { startOwnRedis } from './start-redis.js'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (let next = cleanUps.pop(); next; next = cleanUps.pop()) await next()
})

async function started(options?: { persistent?: boolean }) {
  const redis = await startOwnRedis(options)
  cleanUps.push(redis.stop)
  return redis
}

function client(url: string): Redis {
  const redis = new Redis(url, { retryStrategy: () => null })
  redis.on('error', () => undefined)
  cleanUps.push(() => redis.disconnect())
  return redis
}

/** The code of the error that connecting gives, or `connected`. */
async function knock(url: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) })
  try {
    await once(socket, 'connect')
    return 'connected'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown'
  } finally {
    socket.destroy()
  }
}

describe('a private Redis', () => {
  it('writes every change to its disk before it answers, and never evicts', async () => {
    const { url, folder } = await started()
    const config = await client(url).config(
      'GET',
      'appendonly',
      'appendfsync',
      'maxmemory-policy',
      'hash-max-listpack-value',
      'save',
      'dir',
      'bind',
    )
    expect(Object.fromEntries(pairs(config as string[]))).toEqual({
      appendonly: 'yes',
      appendfsync: 'always',
      'maxmemory-policy': 'noeviction',
      'hash-max-listpack-value': '512',
      save: '',
      dir: folder,
      bind: '127.0.0.1',
    })
  })

  it('lets nobody in without its password, which only its owner can read', async () => {
    const { url, folder } = await started()
    const stranger = client(`redis://127.0.0.1:${new URL(url).port}`)
    await expect(stranger.ping()).rejects.toMatchObject({ message: expect.stringContaining('NOAUTH') })
    expect((await stat(join(folder, 'redis.conf'))).mode & 0o077).toBe(0)
    expect((await stat(folder)).mode & 0o077).toBe(0)
  })

  it('keeps nothing on the disk when persistence is not wanted', async () => {
    const { url } = await started({ persistent: false })
    expect(await client(url).config('GET', 'appendonly')).toEqual(['appendonly', 'no'])
  })

  it('has what was written after a crash, at the same address', async () => {
    const redis = await started()
    await client(redis.url).set('key', 'value')
    const before = redis.pid
    await redis.crash()
    expect(await knock(redis.url)).toBe('ECONNREFUSED')
    await redis.revive()
    expect(redis.pid).not.toBe(before)
    expect(await client(redis.url).get('key')).toBe('value')
  })

  it('ends when its disk is full, and has what it acknowledged when there is room again', async () => {
    const redis = await started()
    await redis.crash()
    await redis.revive({ roomBytes: 20_000 })
    const writer = client(redis.url)
    const acknowledged = new Map<string, string>()
    const write = async () => {
      for (let n = 0; ; n++) {
        const value = `${n}`.repeat(1_000)
        await writer.set(`key-${n}`, value)
        acknowledged.set(`key-${n}`, value)
      }
    }
    await expect(write()).rejects.toThrow()
    expect(await redis.exited).toEqual({ code: 1, signal: null })
    await redis.revive()
    const reader = client(redis.url)
    expect(acknowledged.size).toBeGreaterThan(0)
    for (const [key, value] of acknowledged) expect(await reader.get(key)).toBe(value)
  })

  it('is gone with its folder after stop', async () => {
    const redis = await startOwnRedis()
    await redis.stop()
    expect(await knock(redis.url)).toBe('ECONNREFUSED')
    expect(existsSync(redis.folder)).toBe(false)
  })

  it.each(['SIGKILL', 'SIGINT'] as const)(
    'is gone with its folder after a %s of its parent',
    async (signal) => {
      const parent = spawn(process.execPath, [join(repositoryRoot, 'test/dist/stack/redis-holder.js')], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { PATH: readStackConfig().PATH },
      })
      cleanUps.push(() => parent.kill('SIGKILL'))
      const [line] = await once(createInterface(parent.stdout), 'line')
      const { url, folder } = JSON.parse(line) as { url: string; folder: string }
      expect(await knock(url)).toBe('connected')
      parent.kill(signal)
      await vi.waitFor(async () => expect(await knock(url)).toBe('ECONNREFUSED'), { timeout: 90_000 })
      await vi.waitFor(() => expect(existsSync(folder)).toBe(false), { timeout: 90_000 })
    },
  )

  it('tells the last words of a server that does not start, and leaves nothing behind', async () => {
    const path = await mkdtemp(join(tmpdir(), 'disparo-test-'))
    cleanUps.push(() => rm(path, { recursive: true }))
    const start = startPrivateRedis({ server: process.execPath, path })
    await expect(start).rejects.toThrow(/redis-server did not start.*SyntaxError/s)
  })
})

function pairs(flat: readonly string[]): [string, string][] {
  return flat.flatMap((name, index) =>
    index % 2 === 0 ? [[name, flat[index + 1] ?? ''] as [string, string]] : [],
  )
}
