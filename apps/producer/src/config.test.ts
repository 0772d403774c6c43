import { expect, test } from 'vitest'
import { InvalidEnvironmentError, readConfig } from './config.js'

const right = { REDIS_URL: 'redis://127.0.0.1:6379', DISPARO_USERS: 'users.json' }

test('what is not set has its default, and an empty variable is not set', () => {
  const config = readConfig({ ...right, PORT: '', LOG_LEVEL: '' })
  expect(config).toMatchObject({ HOST: '127.0.0.1', PORT: 8080, LOG_LEVEL: 'info', BODY_LIMIT_BYTES: 65_536 })
  expect(config.BATCH_LIMIT_BYTES).toBe(1024 ** 3)
})

test('trusted proxies are split at commas, and there are none by default', () => {
  expect(readConfig(right).TRUSTED_PROXIES).toEqual([])
  const { TRUSTED_PROXIES } = readConfig({ ...right, TRUSTED_PROXIES: '10.0.0.7, 10.1.0.0/16,fd00::/8' })
  expect(TRUSTED_PROXIES).toEqual(['10.0.0.7', '10.1.0.0/16', 'fd00::/8'])
})

test.each([
  'rediss://user:secret@redis.example:6380/1',
  'redis+sentinel://:secret@one:26379,two:26379/mymaster',
  'redis+cluster://:secret@one:6379,two:6379',
])('Redis may be one server, behind Sentinels, or a Cluster: %s', (url) => {
  expect(readConfig({ ...right, REDIS_URL: url }).REDIS_URL).toBe(url)
})

test.each([
  ['REDIS_URL', { REDIS_URL: undefined }],
  ['REDIS_URL', { REDIS_URL: 'http://s3cr3t@localhost' }],
  ['REDIS_URL', { REDIS_URL: 'redis+sentinel://:s3cr3t@localhost' }],
  ['DISPARO_USERS', { DISPARO_USERS: '' }],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: 's3cr3t' }],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.0/33' }],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.0/0' }],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.0/8/8' }],
  ['PORT', { PORT: 's3cr3t' }],
  ['PORT', { PORT: '70000' }],
  ['BATCH_LIMIT_BYTES', { BATCH_LIMIT_BYTES: '-1' }],
  ['DROP_IN_LIMIT', { DROP_IN_LIMIT: '0' }],
  ['DROP_IN_REPORT_LIMIT', { DROP_IN_REPORT_LIMIT: 's3cr3t' }],
  ['DROP_IN_XML_LIMIT', { DROP_IN_XML_LIMIT: '0' }],
  ['XML_LIMIT_BYTES', { XML_LIMIT_BYTES: '1e9' }],
  ['LOG_LEVEL', { LOG_LEVEL: 's3cr3t' }],
])('a wrong %s is named, its value is not', (name, wrong) => {
  const read = () => readConfig({ ...right, ...wrong })
  expect(read).toThrow(InvalidEnvironmentError)
  expect(read).toThrow(new RegExp(`${name}: \\S`))
  expect(read).not.toThrow(/s3cr3t/)
})

test('everything that is wrong is said at once', () => {
  expect(() => readConfig({ PORT: 'x' })).toThrow(/PORT: .*REDIS_URL: must be.*DISPARO_USERS: must be set/)
})
