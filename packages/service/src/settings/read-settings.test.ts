import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigurationError } from '@disparo/core/internal/account'
import { afterAll, describe, expect, test } from 'vitest'
import { ProducerSettings, readSettings, settingsProblems, WorkerSettings } from './index.js'

const folder = await mkdtemp(join(tmpdir(), 'settings-'))
afterAll(() => rm(folder, { recursive: true }))

async function fileWith(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

const right = { REDIS_URL: 'redis://127.0.0.1:6379', DISPARO_USERS: 'users.json' }
const producer = (env: Readonly<Record<string, string | undefined>>) =>
  readSettings(ProducerSettings, { ...right, ...env })
const worker = (env: Readonly<Record<string, string | undefined>>) =>
  readSettings(WorkerSettings, { ...right, ...env })

test('what is not set has its default, and an empty variable is not set', () => {
  const settings = producer({ PORT: '', LOG_LEVEL: '' })
  expect(settings).toMatchObject({ HOST: '127.0.0.1', PORT: 8080, LOG_LEVEL: 'info' })
  expect(settings).toMatchObject({ BODY_LIMIT_BYTES: 65_536, BATCH_LIMIT_BYTES: 1024 ** 3 })
  expect(worker({ HEALTH_PORT: '' }).HEALTH_PORT).toBeUndefined()
})

test('numbers are whole, and blanks around them are none of them', () => {
  expect(worker({ WORKER_CONCURRENCY: ' 7 ', HEALTH_PORT: '0' })).toMatchObject({
    WORKER_CONCURRENCY: 7,
    HEALTH_PORT: 0,
  })
})

test('which accounts a worker serves is names, each once, or a share', () => {
  expect(worker({}).WORKER_ACCOUNTS).toBeUndefined()
  expect(worker({ WORKER_ACCOUNTS: 'loja, banco,loja' }).WORKER_ACCOUNTS).toEqual({
    names: ['loja', 'banco'],
  })
  expect(worker({ WORKER_ACCOUNTS: ' 2/3 ' }).WORKER_ACCOUNTS).toEqual({ shard: 2, of: 3 })
})

test.each(['0/3', '4/3', '1/0', '1/257', '1/', 'Loja', 'loja,,banco', 'loja;banco', '1/2,loja'])(
  'WORKER_ACCOUNTS is not %s',
  (WORKER_ACCOUNTS) => {
    expect(() => worker({ WORKER_ACCOUNTS })).toThrow('WORKER_ACCOUNTS: must be names of accounts')
  },
)

test.each([
  ['true', true],
  ['TRUE', true],
  ['1', false],
  ['', false],
])('OTEL_SDK_DISABLED="%s" is %s, as the OpenTelemetry specification has it', (text, isDisabled) => {
  expect(worker({ OTEL_SDK_DISABLED: text }).OTEL_SDK_DISABLED).toBe(isDisabled)
})

test('trusted proxies are split at commas, and there are none by default', () => {
  expect(producer({}).TRUSTED_PROXIES).toEqual([])
  const { TRUSTED_PROXIES } = producer({ TRUSTED_PROXIES: '10.0.0.7, 10.1.0.0/16,fd00::/8' })
  expect(TRUSTED_PROXIES).toEqual(['10.0.0.7', '10.1.0.0/16', 'fd00::/8'])
  expect(producer({ TRUSTED_PROXIES: 'none' }).TRUSTED_PROXIES).toEqual([])
})

test.each([
  'rediss://user:secret@redis.example:6380/1',
  'redis+sentinel://:secret@one:26379,two:26379/mymaster',
  'redis+cluster://:secret@one:6379,two:6379',
])('Redis may be one server, behind Sentinels, or a Cluster: %s', (url) => {
  expect(producer({ REDIS_URL: url }).REDIS_URL).toBe(url)
})

describe('a wrong variable is named, its value is not', () => {
  const wrongForBoth = [
    ['REDIS_URL', undefined],
    ['REDIS_URL', 'http://s3cr3t@localhost'],
    ['REDIS_URL', 'redis+sentinel://:s3cr3t@localhost'],
    ['DISPARO_DATA_KEY', 's3cr3t'],
    ['METRICS_TOKEN', 's3cr3t'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 's3cr3t'],
    ['SHUTDOWN_DEADLINE_MS', '600001'],
    ['LOG_LEVEL', 's3cr3t'],
  ] as const

  function refuse(read: () => unknown, name: string) {
    expect(read).toThrow(ConfigurationError)
    expect(read).toThrow(new RegExp(`^The configuration is not valid\\. ${name}: (?:must|has) `))
    expect(read).not.toThrow(/s3cr3t|Invalid/)
  }

  test.each([
    ...wrongForBoth,
    ['DISPARO_USERS', ''],
    ['TRUSTED_PROXIES', 's3cr3t'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.0/8,none'],
    ['TRUSTED_PROXIES', '10.0.0.0/0'],
    ['TRUSTED_PROXIES', '10.0.0.0/8/8'],
    ['PORT', 's3cr3t'],
    ['PORT', '70000'],
    ['BATCH_LIMIT_BYTES', '-1'],
    ['DROP_IN_LIMIT', '0'],
    ['DROP_IN_REPORT_LIMIT', 's3cr3t'],
    ['DROP_IN_XML_LIMIT', '0'],
    ['XML_LIMIT_BYTES', '1e9'],
  ] as const)("the producer's %s=%s", (name, value) => {
    refuse(() => producer({ [name]: value }), name)
  })

  test.each([
    ...wrongForBoth,
    ['WORKER_CONCURRENCY', '0'],
    ['WORKER_LOCK_MS', '499'],
    ['HEALTH_PORT', 's3cr3t'],
  ] as const)("the worker's %s=%s", (name, value) => {
    refuse(() => worker({ [name]: value }), name)
  })
})

test('everything that is wrong is said at once', () => {
  const wrong = { PORT: 'x', DISPARO_DATA_KEY: 'x', METRICS_TOKEN_FILE: join(folder, 'none') }
  expect(settingsProblems(ProducerSettings, wrong).map((line) => line.split(/[ :]/)[0])).toEqual([
    'METRICS_TOKEN_FILE',
    'REDIS_URL',
    'DISPARO_DATA_KEY',
    'PORT',
    'DISPARO_USERS',
  ])
})

describe('a secret may stand in a file', () => {
  const key = randomBytes(32)

  test('that _FILE names, its ends trimmed', async () => {
    const settings = worker({
      REDIS_URL: '',
      REDIS_URL_FILE: await fileWith('redis-url', ' redis://:password@redis.example\r\n'),
      HI_USERNAME_FILE: await fileWith('user', 'someone\n'),
      METRICS_TOKEN_FILE: await fileWith('token', 'a-token-for-tests\n'),
      DISPARO_DATA_KEY_FILE: await fileWith('key', `1:${key.toString('base64')}\n`),
    })
    expect(settings).toMatchObject({
      REDIS_URL: 'redis://:password@redis.example',
      HI_USERNAME: 'someone',
      METRICS_TOKEN: 'a-token-for-tests',
      DISPARO_DATA_KEY: [{ id: '1', bytes: key }],
    })
  })

  test('which is named where what it has is wrong, and not shown', async () => {
    const path = await fileWith('wrong', 's3cr3t')
    for (const name of ['REDIS_URL', 'METRICS_TOKEN', 'DISPARO_DATA_KEY']) {
      const read = () => worker({ [name]: undefined, [`${name}_FILE`]: path })
      expect(read).toThrow(new RegExp(`${name}_FILE: must`))
      expect(read).not.toThrow(/s3cr3t/)
    }
  })

  test('and what is no secret may not: nothing reads its file', async () => {
    expect(producer({ PORT_FILE: await fileWith('port', '80') }).PORT).toBe(8080)
  })

  test('but not beside its variable, unless the file is empty', async () => {
    const both = { METRICS_TOKEN: 'a-token-for-tests', METRICS_TOKEN_FILE: await fileWith('both', 'other') }
    expect(() => worker(both)).toThrow(/Set METRICS_TOKEN or METRICS_TOKEN_FILE, not both/)
    expect(worker({ ...both, METRICS_TOKEN_FILE: '/dev/null' }).METRICS_TOKEN).toBe('a-token-for-tests')
    expect(worker({ METRICS_TOKEN_FILE: '/dev/null' }).METRICS_TOKEN).toBeUndefined()
  })
})

describe('a variable that nobody knows', () => {
  test.each([
    ['REDIS_ULR', { REDIS_URL: '' }, 'REDIS_URL'],
    ['DISPARO_DATAKEY', {}, 'DISPARO_DATA_KEY'],
    ['DISPARO_DATA_KEY_FIL', {}, 'DISPARO_DATA_KEY_FILE'],
    ['HI_USERNAM', {}, 'HI_USERNAME'],
    ['TRUSTED_PROXY', {}, undefined],
    ['BATCH_LIMIT_BYTE', {}, 'BATCH_LIMIT_BYTES'],
  ])('%s, and is like one that is not set, stops the start with that', (name, others, meant) => {
    const problems = settingsProblems(ProducerSettings, { ...right, ...others, [name]: 's3cr3t' })
    const said = problems.filter((line) => line.includes('unknown'))
    expect(said).toEqual(meant === undefined ? [] : [`${name}: is unknown; did you mean ${meant}?`])
  })

  test("is left alone where the like one is set, where another program has it, and where it is like anybody's", () => {
    const ofOthers = {
      ...{ REDIS_URI: 'x', DISPARO_USER: 'shop', DISPARO_ACCOUNT: 'loja', WORKER_ACCOUNTS: 'loja' },
      ...{ LOGLEVEL: 'x', PORTS: '1', HOSTS: 'x', REDIS_PORT: '6379', REDIS_SERVICE_HOST: '10.0.0.1' },
      ...{ OTEL_SERVICE_NAME: 'x', OTEL_EXPORTER_OTLP_HEADERS: 'x', WORKER_PORT: 'tcp://10.0.0.1' },
    }
    expect(settingsProblems(ProducerSettings, { ...right, ...ofOthers })).toEqual([])
    expect(settingsProblems(WorkerSettings, { ...right, ...ofOthers })).toEqual([])
  })

  test("may have any name where the accounts' file takes a secret from it", () => {
    const named = { DISPARO_ACCOUNTS: 'accounts.json', HI_PASSWORD2: 'p', HI_USERNAME2: 'u' }
    expect(settingsProblems(WorkerSettings, { ...right, ...named })).toEqual([])
    expect(settingsProblems(WorkerSettings, { ...right, HI_PASSWORD2: 'p' })).toHaveLength(1)
  })
})
