import { expect, it } from 'vitest'
import { type ConnectOptions, connect } from './index.js'

const redis = 'redis://127.0.0.1:1'

it.each<[string, unknown, string]>([
  ['nothing', undefined, 'options: is missing'],
  ['a misspelt option', { redis, acount: 'shop' }, 'acount: is not known here; allowed: redis, account'],
  ['a missing one', { redis }, "account: must be the account's name"],
  ['an address that is no text', { redis: 6379, account: 'shop' }, 'redis: must be text'],
  ['a name that is none', { redis, account: 'My Shop' }, 'account: must be 1 to 40 lower-case letters'],
  ['settings without a name', { redis, account: {} }, 'account.name: is missing'],
  [
    'a misspelt setting',
    { redis, account: { name: 'shop', defaultlane: 'bulk' } },
    'account.defaultlane: is not known here',
  ],
  [
    'a setting out of bounds',
    { redis, account: { name: 'shop', limit: { max: 0 } } },
    'account.limit.max: must be at least 1',
  ],
  [
    'a setting of the wrong kind',
    { redis, account: { name: 'shop', limit: { max: '500' } } },
    'account.limit.max: must be a number',
  ],
  ['a listener that is none', { redis, account: 'shop', onStatus: 'log' }, 'onStatus: must be a function'],
  ['telemetry that is none', { redis, account: 'shop', telemetry: {} }, 'telemetry: must be a telemetry'],
  ['keys that are none', { redis, account: 'shop', dataKey: [] }, 'dataKey: must be text'],
])('connect names %s, in one line', (_title, options, expected) => {
  let error: unknown
  try {
    connect(options as ConnectOptions)
  } catch (thrown) {
    error = thrown
  }
  expect(error).toMatchObject({ code: 'CONFIGURATION' })
  expect((error as Error).message).toContain(expected)
  expect((error as Error).message).not.toMatch(/\n|[{}[\]]/)
})

it('names all of them at once, and repeats no value', () => {
  const wrong = { redis, account: 'shop', dataKey: 'c2VjcmV0', onRedisError: 's3cret', log: 's3cret' }
  const open = () => connect(wrong as unknown as ConnectOptions)
  expect(open).toThrow(/onRedisError: .*; log: /)
  expect(open).not.toThrow(/s3cret/)
  const badKey = () => connect({ redis, account: 'shop', dataKey: 'c2VjcmV0' })
  expect(badKey).toThrow(/^dataKey must be 32 random bytes/)
})
