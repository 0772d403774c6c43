import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { expect, onTestFinished, test, vi } from 'vitest'
import { repositoryRoot } from './repository.js'

interface PinnedPnpm {
  readPin(packageManager: string): { version: string; integrity: string }
  fetchPnpm(pin: { version: string; integrity: string }, cache: string): Promise<string>
}
// The scripts run before anything is built, so they are plain JavaScript without types.
const { fetchPnpm, readPin } = (await import(`${repositoryRoot}/scripts/pinned-pnpm.mjs`)) as PinnedPnpm
const run = promisify(execFile)
const hashOf = (content: Buffer) => createHash('sha512').update(content)

/** A registry of one package, which says truly what hash its pnpm has; and a folder to work in. */
async function openRegistry() {
  const folder = await mkdtemp(join(tmpdir(), 'disparo-pnpm-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const source = join(folder, 'source')
  await mkdir(join(source, 'bin'), { recursive: true })
  const manifest = { name: 'pnpm', version: '1.2.3', bin: { pnpm: 'bin/pnpm.cjs' } }
  await writeFile(join(source, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(source, 'bin', 'pnpm.cjs'), 'console.log("served")\n')
  await run('npm', ['pack', '--pack-destination', folder, '--cache', join(folder, 'cache')], { cwd: source })
  const tarball = await readFile(join(folder, 'pnpm-1.2.3.tgz'))

  const server = createServer((request, response) => {
    if (request.url?.endsWith('.tgz')) return void response.end(tarball)
    const dist = {
      tarball: `http://${request.headers.host}/pnpm/-/pnpm-1.2.3.tgz`,
      integrity: `sha512-${hashOf(tarball).digest('base64')}`,
    }
    const versions = { '1.2.3': { ...manifest, dist } }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ name: 'pnpm', 'dist-tags': { latest: '1.2.3' }, versions }))
  })
  const { url, close } = await listenOnLoopback(server)
  onTestFinished(close)
  vi.stubEnv('npm_config_registry', `${url}/`)
  vi.stubEnv('npm_config_cache', join(folder, 'cache'))
  onTestFinished(() => void vi.unstubAllEnvs())
  return { cache: join(folder, 'kept'), hash: hashOf(tarball).digest('hex') }
}

test('pnpm is fetched once where it is what is pinned', async () => {
  const { cache, hash } = await openRegistry()
  const pin = readPin(`pnpm@1.2.3+sha512.${hash}`)
  const program = await fetchPnpm(pin, cache)
  expect((await run(process.execPath, [program])).stdout).toBe('served\n')
  vi.stubEnv('npm_config_registry', 'http://127.0.0.1:1/')
  expect(await fetchPnpm(pin, cache)).toBe(program)
})

test('a pnpm of another hash is refused, however sure its registry is, and nothing of it is left', async () => {
  const { cache } = await openRegistry()
  const pin = readPin(`pnpm@1.2.3+sha512.${hashOf(Buffer.from('what we know')).digest('hex')}`)
  await expect(fetchPnpm(pin, cache)).rejects.toThrow(
    'pnpm 1.2.3 cannot be installed: it is not what package.json pins',
  )
  expect(await readdir(cache)).toEqual([])
})

test('package.json pins pnpm by its hash, and nothing less is taken', async () => {
  const { packageManager } = JSON.parse(await readFile(join(repositoryRoot, 'package.json'), 'utf8'))
  expect(readPin(packageManager).integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/)
  for (const loose of ['pnpm@10.34.9', 'pnpm@^10.0.0', 'pnpm@10.34.9+sha512.00', 'yarn@1.22.22']) {
    expect(() => readPin(loose)).toThrow('must pin pnpm by version and hash')
  }
})
