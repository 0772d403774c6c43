import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, inject, onTestFinished, test } from 'vitest'
import { refuseWrongRedis } from './refuse-wrong-redis.js'

const right = inject('redisUrl')
const changed = (parts: Partial<URL>) => Object.assign(new URL(right), parts).href

test('a Redis that answers lets the program start', async () => {
  await expect(refuseWrongRedis(right, { REDIS_URL: right })).resolves.toBeUndefined()
})

test('a wrong user stops it, naming where the address came from and nothing of it', async () => {
  const url = changed({ username: 'nobody', password: 's3cr3t' })
  const failure = refuseWrongRedis(url, { REDIS_URL: url })
  await expect(failure).rejects.toThrow(
    /^REDIS_URL: Redis refuses the user or the password; .*\(WRONGPASS\)$/,
  )
  await expect(failure).rejects.not.toThrow(/s3cr3t|nobody/)
})

test('the name of a host that there is not stops it, once there was time for it to become known', async () => {
  const url = 'redis://nowhere.invalid:6379'
  const started = refuseWrongRedis(url, { REDIS_URL: url }, 300)
  await expect(started).rejects.toThrow(/^REDIS_URL: the name of the host is not known here; correct it/)
})

test('a Redis that is away does not stop it: programs wait for it', async () => {
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const { port } = closed.address() as AddressInfo
  closed.close()
  await once(closed, 'close')
  const url = `redis://127.0.0.1:${port}`
  await expect(refuseWrongRedis(url, { REDIS_URL: url }, 60_000)).resolves.toBeUndefined()
})

test('a Redis that says nothing does not stop it either', async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void silent.close())
  await once(silent, 'listening')
  const url = `redis://127.0.0.1:${(silent.address() as AddressInfo).port}`
  await expect(refuseWrongRedis(url, { REDIS_URL: url }, 200)).resolves.toBeUndefined()
})
