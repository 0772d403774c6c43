import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { expect, onTestFinished, test } from 'vitest'
import { programSpeech } from '../words/index.js'
import { checkRedis } from './check-redis.js'

const words = programSpeech.words.doctor

test('a Redis whose certificate nobody vouches for is told by that, with what to do, and without the login', async ({
  skip,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'doctor-tls-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile]
  const selfSigned = ['req', '-x509', '-days', '1', '-subj', '/CN=127.0.0.1', '-out', certFile]
  try {
    execFileSync('openssl', [...selfSigned, ...newKey], { stdio: 'ignore' })
  } catch {
    skip('there is no openssl to make a certificate with')
  }
  const server = createServer({ key: await readFile(keyFile), cert: await readFile(certFile) })
  const { port, close } = await listenOnLoopback(server)
  onTestFinished(close)

  const { findings, redis } = await checkRedis(`rediss://:s3cr3t@127.0.0.1:${port}`, words)
  expect(redis).toBeUndefined()
  expect(findings).toEqual([
    {
      check: 'Redis',
      level: 'fail',
      found: 'does not answer at REDIS_URL (DEPTH_ZERO_SELF_SIGNED_CERT)',
      change: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    },
  ])
})
