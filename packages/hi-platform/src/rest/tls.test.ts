import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import https from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { listenOnLoopback } from '../test-support/index.js'
import { attempt, openClient, serveTcp } from './http-server.test.support.js'

test('a server that does not finish its TLS handshake is unavailability', async () => {
  const { url } = await serveTcp(() => {})
  const client = openClient(url.replace('http:', 'https:'), { requestTimeoutMs: 300 })
  expect(await attempt(client)).toEqual({ kind: 'unavailable', reason: 'connect-timeout' })
})

test('a server that resets during the TLS handshake is unavailability: nothing was sent', async () => {
  const { url } = await serveTcp((socket) => socket.resetAndDestroy())
  const outcome = await attempt(openClient(url.replace('http:', 'https:')))
  expect(outcome).toEqual({ kind: 'unavailable', reason: 'connection-reset' })
})

test('a server that speaks no TLS is unavailability', async () => {
  const { url } = await serveTcp((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  const outcome = await attempt(openClient(url.replace('http:', 'https:')))
  expect(outcome).toEqual({ kind: 'unavailable', reason: 'tls' })
})

test('a certificate nobody vouches for is unavailability, even where the environment says not to check', async ({
  skip,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'disparo-tls-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile]
  const selfSigned = ['req', '-x509', '-days', '1', '-subj', '/CN=127.0.0.1', '-out', certFile]
  try {
    execFileSync('openssl', [...selfSigned, ...newKey], { stdio: 'ignore' })
  } catch {
    skip('there is no openssl to make a certificate with')
  }
  let requests = 0
  const server = https.createServer({ key: await readFile(keyFile), cert: await readFile(certFile) }, () => {
    requests += 1
  })
  const { port, close } = await listenOnLoopback(server)
  onTestFinished(close)
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  onTestFinished(() => void vi.unstubAllEnvs())

  expect(await attempt(openClient(`https://127.0.0.1:${port}`))).toEqual({
    kind: 'unavailable',
    reason: 'tls',
  })
  expect(requests).toBe(0)
})
