import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { repositoryRoot } from '../stack/repository.js'

const run = promisify(execFile)

/** Every package that is published: what can be made of it is. */
const published = ['packages', 'apps']
  .flatMap((place) => readdirSync(join(repositoryRoot, place)).map((name) => `${place}/${name}`))
  .filter((folder) => existsSync(join(repositoryRoot, folder, 'make-package.mjs')))

it('finds the packages', () => {
  expect(published).toContain('packages/core')
})

it.each(published)('npm would publish what is made of %s as it is', async (folder) => {
  const packed = await mkdtemp(join(tmpdir(), 'disparo-publish-'))
  onTestFinished(() => rm(packed, { recursive: true, force: true }))
  const script = join(repositoryRoot, folder, 'make-package.mjs')
  const ci = { GITHUB_SERVER_URL: 'https://git.example.com', GITHUB_REPOSITORY: 'shop/disparo' }
  const env = { ...process.env, ...ci }
  const { stdout: made } = await run(process.execPath, [script, '--pack', packed], { env })
  const args = ['publish', made.trim(), '--dry-run', '--json', '--access', 'public']
  const { stdout } = await run('npm', args, { cwd: packed })
  const told = JSON.parse(stdout)
  const { name, version, files } = told.files ? told : told[Object.keys(told)[0] ?? '']
  const root = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'))
  expect([name, version]).toEqual([
    JSON.parse(readFileSync(join(repositoryRoot, folder, 'package.json'), 'utf8')).name,
    root.version,
  ])
  const paths = files.map(({ path }: { path: string }) => path)
  expect(paths).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE']))
  expect(paths.filter((path: string) => /\.test\.|\.tsbuildinfo$|(?<!\.d)\.ts$|\.env/.test(path))).toEqual([])

  const unpacked = await run('tar', ['-xOf', made.trim(), 'package/package.json'])
  const manifest = JSON.parse(unpacked.stdout)
  expect(manifest.private).toBeUndefined()
  expect(manifest.repository).toEqual({ type: 'git', url: 'git+https://git.example.com/shop/disparo.git' })
  const ranges = Object.values({ ...manifest.dependencies, ...manifest.optionalDependencies }).map(String)
  expect(ranges.filter((range) => /^(?:workspace|catalog|file|link):/.test(range))).toEqual([])
  const { stdout: readme } = await run('tar', ['-xOf', made.trim(), 'package/README.md'])
  expect(readme).toContain(`# ${name}`)
  expect(readme).toMatch(/^npm install |npx /m)
})
