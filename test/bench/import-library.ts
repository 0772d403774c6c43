import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import { z } from 'zod'
import { repositoryRoot } from '../stack/repository.js'
import type { Result } from './result.js'
import type { BenchSetup } from './setup.js'
import { spreadOf } from './spread.js'

const run = promisify(execFile)
const core = join(repositoryRoot, 'packages/core')
const ROUNDS = 21

/**
 * What the library costs an app before its first message: the time of its import, as it is published, beside that of bullmq's,
 * each in a new process, in turn; and the packages that its install adds to bullmq's and ioredis's own.
 */
export async function measureLibraryImport({ say }: Pick<BenchSetup, 'say'>): Promise<Result[]> {
  const { main } = await makePackage()
  const ours: ImportTime[] = []
  const bare: ImportTime[] = []
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(await timeOfImport('bullmq'))
    ours.push(await timeOfImport(pathToFileURL(main).href))
  }
  const packages = packagesBeside(readFileSync(join(repositoryRoot, 'pnpm-lock.yaml'), 'utf8'))
  say(`  import: installs ${packages.join(', ')}, and what bullmq and ioredis need`)
  const compared = (field: keyof ImportTime) => ({
    ours: spreadOf(ours.map((time) => time[field])),
    bare: spreadOf(bare.map((time) => time[field])),
  })
  return [
    { name: 'import, time', unit: 'ms', ...compared('ms'), aim: { kind: 'ratio-at-most', value: 1.3 } },
    {
      name: 'import, processor',
      unit: 'ms',
      ...compared('cpuMs'),
      aim: { kind: 'ratio-at-most', value: 1.3 },
    },
    {
      name: 'install, beside bullmq and ioredis',
      unit: 'packages',
      ours: spreadOf([packages.length]),
      aim: { kind: 'at-most', value: 15 },
    },
  ]
}

/** Makes the package that is published, from the build. `main`: what is imported. */
export async function makePackage(): Promise<{ readonly folder: string; readonly main: string }> {
  await run(process.execPath, [join(core, 'make-package.mjs')])
  const folder = join(core, 'dist/package')
  return { folder, main: join(folder, 'index.mjs') }
}

interface ImportTime {
  readonly ms: number
  readonly cpuMs: number
}

async function timeOfImport(specifier: string): Promise<ImportTime> {
  const program = `
    const before = process.cpuUsage(), started = performance.now()
    await import(${JSON.stringify(specifier)})
    const ms = performance.now() - started, { user, system } = process.cpuUsage(before)
    console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000 }))`
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], { cwd: core })
  return JSON.parse(stdout)
}

const Needed = z.record(z.string(), z.string())
const Lockfile = z.object({
  importers: z.object({
    'packages/core': z.object({ dependencies: z.record(z.string(), z.object({ version: z.string() })) }),
  }),
  snapshots: z.record(
    z.string(),
    z.object({ dependencies: Needed.default({}), optionalDependencies: Needed.default({}) }),
  ),
})

/** The packages, as `name@version`, that an install of the library has and one of bullmq and ioredis has not. */
export function packagesBeside(lockfile: string): string[] {
  const { importers, snapshots } = Lockfile.parse(parse(lockfile))
  const needed = (found: Set<string>, name: string, version: string) => {
    const key = `${name}@${version}`
    if (found.has(key)) return found
    found.add(key)
    const { dependencies = {}, optionalDependencies = {} } = snapshots[key] ?? {}
    for (const [name, version] of Object.entries({ ...dependencies, ...optionalDependencies }))
      needed(found, name, version)
    return found
  }
  const ours = new Set<string>()
  const theirs = new Set<string>()
  for (const [name, { version }] of Object.entries(importers['packages/core'].dependencies)) {
    needed(ours, name, version)
    if (name === 'bullmq' || name === 'ioredis') needed(theirs, name, version)
  }
  return [...ours].filter((key) => !theirs.has(key)).sort()
}
