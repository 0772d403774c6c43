import { expect, test } from 'vitest'
import { InvalidEnvironmentError, readConfig } from './config.js'

const right = { REDIS_URL: 'redis://127.0.0.1:6379', DISPARO_CREDENTIALS: 'shop:0123456789abcdef' }

test('what is not set has its default, and an empty variable is not set', () => {
  const config = readConfig({ ...right, PORT: '', LOG_LEVEL: '' })
  expect(config).toMatchObject({ HOST: '127.0.0.1', PORT: 8080, LOG_LEVEL: 'info', BODY_LIMIT_BYTES: 65_536 })
  expect(config.BATCH_LIMIT_BYTES).toBe(1024 ** 3)
})

test('several credentials are split at commas, name and secret at the first colon', () => {
  const { DISPARO_CREDENTIALS } = readConfig({
    ...right,
    DISPARO_CREDENTIALS: 'shop:0123456789abc:ef, crm:fedcba9876543210',
  })
  expect(DISPARO_CREDENTIALS).toEqual([
    { name: 'shop', secret: '0123456789abc:ef' },
    { name: 'crm', secret: 'fedcba9876543210' },
  ])
})

test.each([
  ['REDIS_URL', { REDIS_URL: undefined }],
  ['REDIS_URL', { REDIS_URL: 'http://s3cr3t@localhost' }],
  ['DISPARO_CREDENTIALS', { DISPARO_CREDENTIALS: '' }],
  ['DISPARO_CREDENTIALS', { DISPARO_CREDENTIALS: 'shop:s3cr3t' }],
  ['DISPARO_CREDENTIALS', { DISPARO_CREDENTIALS: 's3cr3t-without-a-name' }],
  ['DISPARO_CREDENTIALS', { DISPARO_CREDENTIALS: 'a:s3cr3t-0123456789,a:s3cr3t-0123456789' }],
  ['PORT', { PORT: 's3cr3t' }],
  ['PORT', { PORT: '70000' }],
  ['BATCH_LIMIT_BYTES', { BATCH_LIMIT_BYTES: '-1' }],
  ['LOG_LEVEL', { LOG_LEVEL: 's3cr3t' }],
])('a wrong %s is named, its value is not', (name, wrong) => {
  const read = () => readConfig({ ...right, ...wrong })
  expect(read).toThrow(InvalidEnvironmentError)
  expect(read).toThrow(new RegExp(`${name}: \\S`))
  expect(read).not.toThrow(/s3cr3t/)
})

test('everything that is wrong is said at once', () => {
  expect(() => readConfig({ PORT: 'x' })).toThrow(
    /PORT: .*REDIS_URL: must be.*DISPARO_CREDENTIALS: must be set/,
  )
})
