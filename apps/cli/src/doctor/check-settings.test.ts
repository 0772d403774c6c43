import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultCost, formatHash } from '@disparo/service/users'
import { afterAll, expect, test } from 'vitest'
import { programSpeech } from '../words/index.js'
import { checkNode, checkSettings } from './check-settings.js'

const words = programSpeech.words.doctor

const folder = await mkdtemp(join(tmpdir(), 'doctor-test-'))
afterAll(() => rm(folder, { recursive: true }))

const env = {
  REDIS_URL: 'redis://127.0.0.1:6379',
  HI_USERNAME: 'someone',
  HI_CONFIG_ID: 'config',
}

const hash = (cost = defaultCost) => formatHash({ cost, salt: Buffer.alloc(16, 1), key: Buffer.alloc(32, 2) })

async function usersFile(roles: readonly string[], ...others: object[]): Promise<string> {
  const path = join(folder, `${roles.join('-')}.json`)
  const shop = { name: 'shop', password: hash(), roles, accounts: '*' }
  await writeFile(path, JSON.stringify([shop, ...others.map((other) => ({ ...shop, ...other }))]))
  return path
}

async function levels(changed: Record<string, string>) {
  const { findings } = await checkSettings({ ...env, ...changed }, '24.0.0', words)
  return Object.fromEntries(findings.map(({ check, level }) => [check, level]))
}

test('where a worker runs, users are skipped and all else is looked at', async () => {
  const settings = await checkSettings(env, '24.0.0', words)
  expect(settings.redisUrl).toBe(env.REDIS_URL)
  expect(settings.accounts.map(({ name }) => name)).toEqual(['default'])
  expect(settings.findings.map(({ check, level }) => [check, level])).toEqual([
    ['Node.js', 'ok'],
    ['variables', 'ok'],
    ['data key', 'ok'],
    ['accounts', 'ok'],
    ['users', 'skipped'],
  ])
})

test('a wrong variable is named, its value is not, and Redis can be looked at all the same', async () => {
  const { findings, redisUrl } = await checkSettings({ ...env, PORT: 's3cr3t' }, '24.0.0', words)
  expect(findings[1]).toMatchObject({ level: 'fail', found: expect.stringContaining('PORT: ') })
  expect(JSON.stringify(findings)).not.toContain('s3cr3t')
  expect(redisUrl).toBe(env.REDIS_URL)
})

test.each([
  ['WORKER_CONCURRENCY', '0'],
  ['WORKER_LOCK_MS', 's3cr3t'],
  ['HEALTH_PORT', '70000'],
  ['XML_LIMIT_BYTES', '1'],
])("a wrong %s is found, be it the producer's or the worker's", async (name, value) => {
  const { findings } = await checkSettings({ ...env, [name]: value }, '24.0.0', words)
  expect(findings[1]).toMatchObject({ level: 'fail', found: expect.stringContaining(`${name}: must be`) })
  expect(JSON.stringify(findings)).not.toContain('s3cr3t')
})

test('what is wrong for both programs is said once', async () => {
  const { findings } = await checkSettings({ ...env, LOG_LEVEL: 'loud', HEALTH_PORT: 'x' }, '24.0.0', words)
  expect(findings[1]?.found).toMatch(/^LOG_LEVEL: [^;]+; HEALTH_PORT: [^;]+$/)
})

test('secrets are found in files', async () => {
  const paths = { url: join(folder, 'redis-url'), user: join(folder, 'hi-user'), none: join(folder, 'none') }
  await writeFile(paths.url, 'redis://:s3cr3t@127.0.0.1:6379\n')
  await writeFile(paths.user, 'someone\n')
  const inFiles = { REDIS_URL_FILE: paths.url, HI_USERNAME_FILE: paths.user, HI_CONFIG_ID: 'config' }
  const { findings, redisUrl, accounts } = await checkSettings(inFiles, '24.0.0', words)
  expect(findings.filter(({ level }) => level !== 'ok').map(({ check }) => check)).toEqual(['users'])
  expect(redisUrl).toBe('redis://:s3cr3t@127.0.0.1:6379')
  expect(accounts).toMatchObject([{ name: 'default', username: 'someone' }])
  expect(JSON.stringify(findings)).not.toContain('s3cr3t')

  const wrong = await checkSettings({ ...inFiles, METRICS_TOKEN_FILE: paths.none }, '24.0.0', words)
  expect(wrong.findings[1]).toMatchObject({
    level: 'fail',
    found: 'METRICS_TOKEN_FILE cannot be read (ENOENT)',
  })
})

test('a data key is named by its id, and a wrong one not shown', async () => {
  const key = Buffer.alloc(32, 7).toString('base64')
  const { findings } = await checkSettings({ ...env, DISPARO_DATA_KEY: `2026:${key}` }, '24.0.0', words)
  expect(findings[2]).toMatchObject({ level: 'ok', found: expect.stringMatching(/the key 2026$/) })
  expect(JSON.stringify(findings)).not.toContain(key)
  const wrong = await checkSettings({ ...env, DISPARO_DATA_KEY: 's3cr3t' }, '24.0.0', words)
  expect(wrong.findings.slice(1, 3)).toMatchObject([{ level: 'ok' }, { level: 'fail' }])
  expect(JSON.stringify(wrong.findings)).not.toContain('s3cr3t')
})

test('without an address of Redis there is none to look at', async () => {
  const { redisUrl } = await checkSettings({ ...env, REDIS_URL: 'http://s3cr3t' }, '24.0.0', words)
  expect(redisUrl).toBeUndefined()
})

test('accounts that cannot be read fail, and leave users unjudged', async () => {
  const missing = { DISPARO_ACCOUNTS: join(folder, 'none.json'), DISPARO_USERS: await usersFile(['send']) }
  expect(await levels(missing)).toMatchObject({ accounts: 'fail', users: 'skipped' })
})

test('users are read as the producer reads them; somebody should be able to send', async () => {
  expect(await levels({ DISPARO_USERS: await usersFile(['send', 'read']) })).toMatchObject({ users: 'ok' })
  expect(await levels({ DISPARO_USERS: await usersFile(['read']) })).toMatchObject({ users: 'warn' })
  expect(await levels({ DISPARO_USERS: join(folder, 'none.json') })).toMatchObject({ users: 'fail' })
})

test('users whose password is hashed weaker than it is today are named, be it that of the XML interface', async () => {
  const weak = hash({ ln: 15, r: 8, p: 1 })
  const others = [{ name: 'crm', password: weak }, { name: 'strong' }, { name: 'legacy', xmlPassword: weak }]
  const path = await usersFile(['send'], ...others)
  const { findings } = await checkSettings({ ...env, DISPARO_USERS: path }, '24.0.0', words)
  expect(findings.find(({ check }) => check === 'users')).toMatchObject({
    level: 'warn',
    found: 'the hashes of crm, legacy are weaker than what is made today',
  })
})

test.each([
  ['18.20.0', 'fail'],
  ['20.18.3', 'fail'],
  ['20.19.0', 'ok'],
  ['24.1.0', 'ok'],
])('Node.js %s is judged: %s', (version, level) => {
  expect(checkNode(version, words)).toMatchObject({ level })
})

test('a name in WORKER_ACCOUNTS that is none of an account is told', async () => {
  expect(await levels({ WORKER_ACCOUNTS: 'default' })).toMatchObject({ accounts: 'ok' })
  const { findings } = await checkSettings({ ...env, WORKER_ACCOUNTS: 'default,loja' }, '24.0.0', words)
  expect(findings.find(({ check }) => check === 'accounts')).toMatchObject({
    level: 'fail',
    found: 'WORKER_ACCOUNTS names loja, of which there is none',
  })
})
