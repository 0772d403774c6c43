import { openRedis } from '@disparo/core/internal/redis'
import { startTestServer } from '@disparo/producer/test-support'
import { noteUntrustedProxy } from '@disparo/service/proxies'
import { afterAll, expect, inject, onTestFinished, test, vi } from 'vitest'
import { programSpeech } from '../words/index.js'
import { checkProxies } from './check-proxies.js'

const words = programSpeech.words.doctor

/** A database of its own: doctors of other tests look at theirs. */
const redis = openRedis(Object.assign(new URL(inject('redisUrl')), { pathname: '/9' }).href, 'producer')
await vi.waitFor(() => redis.ping(), { timeout: 90_000 })
afterAll(async () => {
  await redis.del('disparo:untrusted-proxy')
  redis.disconnect()
})

const forwarded = { 'x-forwarded-for': '192.0.2.1' }

async function open(trustedProxies: readonly string[]) {
  const noted: string[] = []
  const door = await startTestServer({
    trustedProxies,
    onUntrustedProxy: (address) => void noted.push(address),
  })
  onTestFinished(() => door.close())
  const logged = () => door.log.filter(({ event }) => event === 'proxy:untrusted')
  return { door, noted, logged }
}

test.each([
  ['nobody is trusted', []],
  ['somebody else is', ['10.0.0.0/8']],
])(
  'X-Forwarded-For from an address that is not trusted is logged once, and noted: %s',
  async (_title, trusted) => {
    const { door, noted, logged } = await open(trusted)
    for (const headers of [{}, forwarded, forwarded, { ...forwarded, authorization: '' }]) {
      await door.call('GET', '/unknown', { headers })
    }
    expect(logged()).toEqual([expect.objectContaining({ from: '127.0.0.1' })])
    expect(noted).toEqual(['127.0.0.1'])
    expect(JSON.stringify(door.log)).not.toContain('192.0.2.1')
  },
)

test('nothing is said of a proxy that is trusted', async () => {
  const { door, noted, logged } = await open(['127.0.0.1'])
  await door.call('GET', '/unknown', { headers: forwarded })
  expect([logged(), noted]).toEqual([[], []])
})

test('the doctor tells of it, until it is named', async () => {
  await redis.del('disparo:untrusted-proxy')
  expect(await checkProxies(redis, {}, words)).toEqual([])
  await noteUntrustedProxy(redis, '::ffff:10.0.0.7')
  expect(await redis.ttl('disparo:untrusted-proxy')).toBeGreaterThan(80_000)
  for (const TRUSTED_PROXIES of [undefined, '', '192.0.2.0/24', 'wrong']) {
    expect(await checkProxies(redis, { TRUSTED_PROXIES }, words)).toMatchObject([
      { check: 'proxies', level: 'warn', found: expect.stringContaining('10.0.0.7') },
    ])
  }
  for (const TRUSTED_PROXIES of ['10.0.0.7', '192.0.2.1,10.0.0.0/8']) {
    expect(await checkProxies(redis, { TRUSTED_PROXIES }, words)).toEqual([])
  }
})
