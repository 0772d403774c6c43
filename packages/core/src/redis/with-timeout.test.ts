import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { inspect } from 'node:util'
import { expect, inject, onTestFinished, test } from 'vitest'
import { openRedis } from './connection.js'
import { withTimeout } from './with-timeout.js'

/** The error that an operation ends with at this address, once connecting has failed. */
async function failureAt(url: string): Promise<unknown> {
  const redis = openRedis(url, 'producer')
  onTestFinished(() => redis.disconnect())
  await new Promise((resolve) => redis.once('error', resolve))
  return withTimeout(redis, 50, () => redis.ping()).catch((error: unknown) => error)
}

async function certificate(skip: (note: string) => void): Promise<{ key: Buffer; cert: Buffer }> {
  const folder = await mkdtemp(join(tmpdir(), 'disparo-redis-tls-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile]
  const selfSigned = ['req', '-x509', '-days', '1', '-subj', '/CN=127.0.0.1', '-out', certFile]
  try {
    execFileSync('openssl', [...selfSigned, ...newKey], { stdio: 'ignore' })
  } catch {
    skip('there is no openssl to make a certificate with')
  }
  return { key: await readFile(keyFile), cert: await readFile(certFile) }
}

test('a certificate nobody vouches for is the cause', async ({ skip }) => {
  const server = createTlsServer(await certificate(skip))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  expect(await failureAt(`rediss://:s3cr3t-s3cr3t@127.0.0.1:${port}`)).toMatchObject({
    code: 'REDIS_UNAVAILABLE',
    cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  })
})

test('where nobody listens, that is the cause', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  expect(await failureAt(`redis://127.0.0.1:${port}`)).toMatchObject({ cause: { code: 'ECONNREFUSED' } })
})

test('a login that Redis refuses is the cause, without the login', async () => {
  const url = new URL(inject('redisUrl'))
  url.username = 'nobody-of-this-name'
  url.password = 's3cr3t-s3cr3t'
  const failure = await failureAt(url.href)
  expect(failure).toMatchObject({ code: 'REDIS_UNAVAILABLE', cause: { code: 'WRONGPASS' } })
  expect(inspect(failure, { depth: 9, showHidden: true })).not.toMatch(/s3cr3t|nobody-of/)
})

test('an operation that takes too long at a Redis that is there has no cause', async () => {
  const redis = openRedis(inject('redisUrl'), 'producer')
  onTestFinished(() => redis.disconnect())
  await once(redis, 'ready')
  const failure = await withTimeout(redis, 20, () => new Promise(() => {})).catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: 'REDIS_UNAVAILABLE' })
  expect((failure as Error).cause).toBeUndefined()
})
