import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { request } from 'undici'
import { afterAll, expect, test } from 'vitest'
import { startTestServer } from '../test-support/test-server.js'

const folder = await mkdtemp(join(tmpdir(), 'console-'))
await mkdir(join(folder, 'assets'))
await writeFile(join(folder, 'index.html'), '<!doctype html><title>Disparo</title>')
await writeFile(join(folder, 'assets', 'main-1a2b.js'), 'export const plain = true')
await writeFile(join(folder, 'assets', 'main-1a2b.js.gz'), gzipSync('export const zipped = true'))
const [built, missing] = await Promise.all([startTestServer({ consoleFolder: folder }), startTestServer()])
afterAll(async () => {
  await Promise.all([built.close(), missing.close()])
  await rm(folder, { recursive: true })
})

async function get(url: string, headers: Record<string, string> = {}) {
  const answer = await request(url, { headers })
  return { status: answer.statusCode, headers: answer.headers, body: await answer.body.bytes() }
}
const textOf = ({ body }: { body: Uint8Array }) => Buffer.from(body).toString()

test('every address of the console is its one page, under a policy that lets nothing else in', async () => {
  for (const path of [
    '/console/',
    '/console/loja/campaigns',
    '/console/loja/campaigns/5fc2b88a?state=running',
  ]) {
    const answer = await get(`${built.url}${path}`)
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-cache' } })
    expect(textOf(answer)).toContain('<title>Disparo</title>')
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'; style-src 'self'")
    expect(answer.headers['content-security-policy']).not.toContain('unsafe')
  }
  expect(await get(`${built.url}/console`)).toMatchObject({ status: 308, headers: { location: '/console/' } })
})

test('hashed files are cached for ever and go out compressed as they were built', async () => {
  const zipped = await get(`${built.url}/console/assets/main-1a2b.js`, { 'accept-encoding': 'gzip' })
  expect(zipped.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-encoding': 'gzip',
    'x-content-type-options': 'nosniff',
  })
  expect(zipped.headers['content-type']).toContain('javascript')
  expect(textOf(await get(`${built.url}/console/assets/main-1a2b.js`))).toContain('plain')
})

test('a file that is not there, a way out of the folder, and a change are answered as a problem', async () => {
  for (const path of ['/console/assets/gone.js', '/console/..%2fpackage.js']) {
    const answer = await get(`${built.url}${path}`)
    expect(answer).toMatchObject({ status: 404, headers: { 'content-type': 'application/problem+json' } })
  }
  const post = await request(`${built.url}/console/`, { method: 'POST' })
  expect(post.statusCode).toBe(404)
  await post.body.dump()
})

test('where it is not built, a page says in both languages how to build it', async () => {
  const answer = await get(`${missing.url}/console/loja/campaigns`)
  expect(answer).toMatchObject({ status: 503, headers: { 'cache-control': 'no-store' } })
  expect(textOf(answer)).toContain('npm run setup')
  expect(textOf(answer)).toMatch(/não foi construído[\s\S]*has not been built/)
})
