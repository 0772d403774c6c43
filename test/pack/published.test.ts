import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, inject, it } from 'vitest'
import { repositoryRoot } from '../stack/repository.js'

/** Both are programs of their own: no rule is left out, and a suggestion fails like an error. */
const run = (program: string, ...args: string[]) =>
  promisify(execFile)(join(repositoryRoot, 'test/node_modules/.bin', program), args)

it.each(['libraryPackage', 'cliPackage'] as const)('%s: publint finds nothing', async (name) => {
  const { stdout } = await run('publint', 'run', '--strict', inject(name))
  expect(stdout).toContain('All good!')
})

it('all packages have one version', async () => {
  const folders = await Promise.all(
    ['packages', 'apps'].map(async (room) => {
      const names = await readdir(join(repositoryRoot, room))
      return names.map((name) => join(room, name))
    }),
  )
  const versions = ['.', 'test', ...folders.flat()].map(async (folder) => {
    const manifest = await readFile(join(repositoryRoot, folder, 'package.json'), 'utf8')
    return (JSON.parse(manifest) as { version: string }).version
  })
  expect(new Set(await Promise.all(versions)).size).toBe(1)
})

it('has types that are right for node10, node16 (from CommonJS and from ESM) and bundlers', async () => {
  const { stdout } = await run('attw', '--format', 'json', inject('libraryPackage'))
  const { analysis, problems } = JSON.parse(stdout)
  expect(problems ?? {}).toEqual({})
  expect(analysis.problems).toEqual([])
  for (const entry of ['.', './testing']) {
    const resolutions = Object.values<{ isWildcard?: boolean; resolution?: { isTypeScript: boolean } }>(
      analysis.entrypoints[entry].resolutions,
    )
    expect(resolutions).toHaveLength(4)
    for (const { resolution } of resolutions) expect(resolution?.isTypeScript).toBe(true)
  }
})
