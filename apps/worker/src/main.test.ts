import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { connect } from '@disparo/core'
import { laneQueueName } from '@disparo/core/internal/queue'
import { accountKeys } from '@disparo/core/internal/redis'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { Redis } from 'ioredis'
import { afterAll, expect, inject, onTestFinished, test } from 'vitest'

const entry = fileURLToPath(new URL('../dist/linked/main.js', import.meta.url))
const account = `main-${randomUUID().slice(0, 8)}`
const keys = accountKeys(account)
const redis = new Redis(inject('programsRedisUrl'))
const folder = await mkdtemp(join(tmpdir(), 'worker-main-'))
afterAll(async () => {
  for await (const found of redis.scanStream({ match: `${keys.prefix}*` })) {
    if (found.length > 0) await redis.unlink(found)
  }
  redis.disconnect()
  await rm(folder, { recursive: true })
})

const wrongRedis = join(folder, 'wrong-redis')
await writeFile(
  wrongRedis,
  Object.assign(new URL(inject('programsRedisUrl')), { username: 'nobody', password: 's3cr3t' }).href,
)

/** A worker whose Hi Platform takes messages and never answers. */
async function start(settings: Readonly<Record<string, string>>) {
  const hi = createServer()
  const { url: baseUrl, close } = await listenOnLoopback(hi)
  const accounts = join(folder, 'accounts.json')
  const described = { name: account, configId: 'c', baseUrl, username: 'u', password: { env: 'HI_PASSWORD' } }
  await writeFile(accounts, JSON.stringify([described]))
  const env = {
    PATH: process.env.PATH,
    REDIS_URL: inject('programsRedisUrl'),
    DISPARO_ACCOUNTS: accounts,
    HI_PASSWORD: 'p',
    ...settings,
  }
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stderr.pipe(process.stderr, { end: false })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
    return close()
  })
  return { child, hi, output: () => output, errors: child.stderr }
}

test('WORKER_LOCK_MS is how long a message is held without a sign of life; every log line has the app', async () => {
  const { child, hi, output } = await start({ WORKER_LOCK_MS: '5000', SHUTDOWN_DEADLINE_MS: '0' })
  const disparo = connect({ redis: inject('programsRedisUrl'), account, allowNewAccount: true })
  onTestFinished(() => disparo.close())
  const template = { namespace: 'ns', elementName: 'aviso' }
  const arrived = once(hi, 'request')
  const { id } = await disparo.send({ to: '5511900000001', template })
  await arrived

  const held = await redis.pttl(`${keys.prefix}:${laneQueueName(account, 'bulk')}:${id}:lock`)
  expect(held).toBeGreaterThan(0)
  expect(held).toBeLessThanOrEqual(5_000)

  child.kill('SIGTERM')
  expect(await once(child, 'close')).toEqual([0, null])
  const lines = output()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map(({ event }) => event)).toContain('worker:stopped')
  expect(lines).toEqual(lines.map(() => expect.objectContaining({ app: 'worker', pid: child.pid })))
})

test('its secrets may stand in files: of Redis, of Hi Platform and of its metrics', async () => {
  const secrets = {
    REDIS_URL: inject('programsRedisUrl'),
    HI_PASSWORD: 'p',
    METRICS_TOKEN: 'a-token-for-tests',
  }
  const inFiles = Object.entries(secrets).map(async ([name, value]) => {
    await writeFile(join(folder, name), `${value}\n`)
    return { [name]: '', [`${name}_FILE`]: join(folder, name) }
  })
  const { child, hi, output } = await start(
    Object.assign({ HEALTH_PORT: '0', SHUTDOWN_DEADLINE_MS: '0' }, ...(await Promise.all(inFiles))),
  )
  const disparo = connect({ redis: inject('programsRedisUrl'), account, allowNewAccount: true })
  onTestFinished(() => disparo.close())
  const arrived = once(hi, 'request') as Promise<[IncomingMessage]>
  await disparo.send({ to: '5511900000001', template: { namespace: 'ns', elementName: 'aviso' } })
  const [{ headers }] = await arrived
  expect(headers.authorization).toBe(`Basic ${Buffer.from('u:p').toString('base64')}`)
  const url = /"event":"health:listening","url":"([^"]+)"/.exec(output())?.[1]
  const scraped = await fetch(`${url}/metrics`, { headers: { authorization: 'Bearer a-token-for-tests' } })
  expect(scraped.status).toBe(200)
  child.kill('SIGTERM')
  expect(await once(child, 'close')).toEqual([0, null])
})

test.each([
  [
    'a port that is taken',
    (port: number) => ({ HEALTH_PORT: String(port) }),
    /HEALTH_PORT: another program .*EADDRINUSE/,
  ],
  [
    "Redis's password, from a file",
    () => ({ REDIS_URL: '', REDIS_URL_FILE: wrongRedis }),
    /REDIS_URL_FILE: Redis refuses the user or the password; .*WRONGPASS/,
  ],
  [
    'a variable',
    () => ({ WORKER_CONCURENCY: '10' }),
    /WORKER_CONCURENCY: is unknown; did you mean WORKER_CONCURRENCY/,
  ],
])('%s stops it with 1 and one line', async (_, settings, line) => {
  const other = createServer()
  const { url, close } = await listenOnLoopback(other)
  onTestFinished(close)
  const { child, errors } = await start(settings(Number(new URL(url).port)))
  const [said, [code]] = await Promise.all([text(errors), once(child, 'close')])
  expect(code).toBe(1)
  expect(said).toMatch(line)
  expect(said).toMatch(/^disparo worker: .*\n$/)
  expect(said).not.toContain('s3cr3t')
})

test('while it stops it is alive and not ready, until its last attempt is answered', async () => {
  const { child, hi, output } = await start({ HEALTH_PORT: '0', SHUTDOWN_DEADLINE_MS: '60000' })
  const disparo = connect({ redis: inject('programsRedisUrl'), account, allowNewAccount: true })
  onTestFinished(() => disparo.close())
  const logged = async (pattern: RegExp) => {
    while (!pattern.test(output())) await once(child.stdout, 'data')
    return pattern.exec(output())?.[1] ?? ''
  }
  const url = await logged(/"event":"health:listening","url":"([^"]+)"/)
  await logged(/"event":"(worker:ready)"/)
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  expect((await fetch(`${url}/metrics`)).status).toBe(404)

  const arrived = new Promise<ServerResponse>((resolve) =>
    hi.on('request', ({ method }: IncomingMessage, response: ServerResponse) => {
      if (method === 'POST') resolve(response)
    }),
  )
  await disparo.send({ to: '5511900000001', template: { namespace: 'ns', elementName: 'aviso' } })
  const response = await arrived
  const closed = once(child, 'close')
  child.kill('SIGTERM')
  await logged(/"event":"(worker:stopping)"/)
  expect((await fetch(`${url}/readyz`)).status).toBe(503)
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  response.end()
  expect(await closed).toEqual([0, null])
})
