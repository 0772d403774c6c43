import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { afterAll, expect, inject, onTestFinished, test } from 'vitest'

const entry = fileURLToPath(new URL('../../dist/linked/main.js', import.meta.url))
const account = `killed-${randomUUID().slice(0, 8)}`
const keys = accountKeys(account)
const redis = openRedis(inject('programsRedisUrl'), 'worker')
const folder = await mkdtemp(join(tmpdir(), 'killed-worker-'))
afterAll(async () => {
  const known = await redis.keys(`${keys.prefix}*`)
  if (known.length > 0) await redis.unlink(known)
  redis.disconnect()
  await rm(folder, { recursive: true })
})

/** Takes callbacks; the test decides what to answer, and when. */
async function receive() {
  const server = createServer()
  const { url, close } = await listenOnLoopback(server)
  onTestFinished(close)
  const next = async () => (await once(server, 'request')) as [IncomingMessage, ServerResponse]
  return { url, next }
}

/** A worker as a process of its own, ready. */
async function startWorker(callbackUrl: string): Promise<ChildProcess> {
  const accounts = join(folder, 'accounts.json')
  const secret = { env: 'SECRET' }
  const callback = { url: callbackUrl, secret, allowPrivateAddresses: true }
  const described = { name: account, configId: 'c', baseUrl: callbackUrl, username: 'u', password: secret }
  await writeFile(accounts, JSON.stringify([{ ...described, callback }]))
  const child = spawn(process.execPath, [entry], {
    env: {
      PATH: process.env.PATH,
      REDIS_URL: inject('programsRedisUrl'),
      DISPARO_ACCOUNTS: accounts,
      SECRET: `whsec_${randomBytes(32).toString('base64')}`,
      WORKER_LOCK_MS: '1000',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  for await (const line of createInterface(child.stdout)) {
    if (line.includes('"event":"worker:ready"')) break
  }
  child.stdout.resume()
  return child
}

test('what a worker was delivering when it was killed, another delivers, with the same webhook-id', async () => {
  const { url, next } = await receive()
  const unlucky = await startWorker(url)
  const first = next()
  await redis.xadd(keys.events, '*', 'id', 'm1', 'status', 'accepted', 'at', Date.now())
  const [begun] = await first
  await startWorker(url)

  const second = next()
  unlucky.kill('SIGKILL')
  await once(unlucky, 'close')
  const [again, response] = await second
  expect(begun.headers['webhook-id']).toBeTruthy()
  expect(again.headers['webhook-id']).toBe(begun.headers['webhook-id'])
  response.writeHead(204).end()

  const standing = () => redis.hget(keys.callbacks, 'lastSuccessAt')
  await expect.poll(standing).not.toBeNull()
  expect(await redis.hexists(keys.callbacks, 'failures')).toBe(0)
})
