import { afterAll, expect, inject, onTestFinished, test } from 'vitest'
import {
  accountKeys,
  defineScript,
  openRedis,
  openWakeListener,
  publishWake,
  type Redis,
  wakeLua,
} from './index.js'

const redis = openRedis(inject('redisUrl'), 'worker')
afterAll(() => redis.disconnect())
const keys = accountKeys('wake-test')

/** A listener, its connection, and what was heard of a topic. */
async function open(topic: 'batches' | 'parked' = 'batches') {
  const own = openRedis(inject('redisUrl'), 'worker')
  let line: Redis | undefined
  const duplicate = Reflect.get(own, 'duplicate') as () => Redis
  Object.assign(own, { duplicate: () => (line = duplicate.call(own)) })
  const listener = openWakeListener(own)
  onTestFinished(() => {
    listener.close()
    own.disconnect()
  })
  let heard = 0
  const stop = listener.listen(keys, topic, () => {
    heard += 1
  })
  // It looks once as it begins to hear.
  await expect.poll(() => heard).toBe(1)
  return { listener, stop, heard: () => heard, line: () => line as Redis }
}

test('whoever listens hears the signals of its account and topic, from programs and from scripts', async () => {
  const { heard, listener } = await open()
  expect(listener.isLive()).toBe(true)
  await publishWake(redis, accountKeys('wake-test-other'), 'batches')
  await publishWake(redis, keys, 'parked')
  await publishWake(redis, keys, 'batches')
  await expect.poll(heard).toBe(2)
  await defineScript('wakeTest', wakeLua, `wake(ARGV[1], 'batches')`)(redis, [keys.gate], [keys.prefix])
  await expect.poll(heard).toBe(3)
})

test('when its connection has broken and is there again, everybody looks', async () => {
  const { heard, line, listener } = await open()
  line().disconnect(true)
  // Once as it breaks, for nobody rests long without signals; once as it is there again.
  await expect.poll(heard).toBe(3)
  expect(listener.isLive()).toBe(true)
  await publishWake(redis, keys, 'batches')
  await expect.poll(heard).toBe(4)
})

test('who has stopped listening hears nothing, and others go on', async () => {
  const { listener, stop, heard } = await open()
  const others: string[] = []
  listener.listen(keys, 'parked', () => void others.push('parked'))
  stop()
  await publishWake(redis, keys, 'batches')
  await publishWake(redis, keys, 'parked')
  await expect.poll(() => others).toEqual(['parked'])
  expect(heard()).toBe(1)
})

test('a user of Redis that may not hear is told so, and a script does not fail for one that may not speak', async () => {
  const user = 'wake-test'
  await redis.call('ACL', 'SETUSER', user, 'reset', 'on', '>wake-test', '~*', '+@all', 'resetchannels')
  onTestFinished(async () => void (await redis.call('ACL', 'DELUSER', user)))
  const url = new URL(inject('redisUrl'))
  Object.assign(url, { username: user, password: 'wake-test' })
  const muted = openRedis(url.href, 'worker')
  const errors: Error[] = []
  const listener = openWakeListener(muted, (error) => void errors.push(error))
  onTestFinished(() => {
    listener.close()
    muted.disconnect()
  })
  listener.listen(keys, 'batches', () => {})
  await expect.poll(() => errors.map(({ message }) => message.split(' ', 1)[0])).toContain('NOPERM')
  expect(listener.isLive()).toBe(false)
  const script = defineScript('wakeTestMuted', wakeLua, `wake(ARGV[1], 'batches') return 'done'`)
  expect(await script(muted, [keys.gate], [keys.prefix])).toBe('done')
  await publishWake(muted, keys, 'batches')
})
