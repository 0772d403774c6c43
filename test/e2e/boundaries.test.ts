import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { repositoryRoot } from '../stack/repository.js'

const forbidden = [
  ['packages/core/src/message/a.ts', '../gate/index.js'],
  ['packages/core/src/redis/a.ts', '../message/index.js'],
  ['packages/core/src/gate/a.ts', '../ledger/index.js'],
  ['packages/core/src/ledger/a.ts', '../queue/index.js'],
  ['packages/core/src/ledger/b.ts', '../gate/read-gate.js'],
  ['packages/core/src/hi/a.ts', '../queue/index.js'],
  ['packages/core/src/callback/a.ts', '../queue/index.js'],
  ['packages/core/src/reconcile/a.ts', '../ledger/index.js'],
  ['packages/core/src/xml/a.ts', '../account/index.js'],
  ['packages/core/src/xml/b.ts', '../hi/exchange.js'],
  ['packages/core/src/seal/a.ts', '../redis/index.js'],
  ['packages/core/src/metrics/a.ts', '../queue/index.js'],
  ['packages/core/src/tracing/a.ts', '../redis/index.js'],
  ['packages/core/src/forget/a.ts', '../reconcile/index.js'],
  ['packages/core/src/settings/a.ts', '../ledger/index.js'],
  ['packages/core/src/account/a.ts', '../settings/index.js'],
  ['packages/core/src/a.ts', './gate/read-gate.js'],
  ['apps/producer/src/a.ts', '@disparo/worker'],
  ['apps/producer/src/routes/a.ts', '../../../worker/src/config.js'],
  ['apps/sandbox/src/a.ts', '@disparo/core/message'],
] as const

const allowed = [
  ['packages/core/src/ledger/c.ts', '../gate/index.js'],
  ['packages/core/src/ledger/d.ts', '../seal/index.js'],
  ['packages/core/src/queue/a.ts', '../ledger/index.js'],
  ['packages/core/src/forget/b.ts', '../callback/index.js'],
  ['packages/core/src/xml/c.ts', '../hi/index.js'],
  ['packages/core/src/settings/b.ts', '../metrics/index.js'],
  ['packages/core/src/queue/b.ts', './lanes.js'],
  ['apps/worker/src/a.ts', '@disparo/core/ledger'],
  ['packages/core/src/b.ts', './queue/index.js'],
] as const

/** A tree of its own under the project's lint rules, with one import a file; and two files that import each other. */
let tree: string
let output: string

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'disparo-rooms-'))
  await cp(join(repositoryRoot, 'biome.json'), join(tree, 'biome.json'))
  const write = async (path: string, imported: string) => {
    await mkdir(dirname(join(tree, path)), { recursive: true })
    await writeFile(join(tree, path), `import { x } from '${imported}'\n\nexport const y = x\n`)
  }
  for (const [path, imported] of [...forbidden, ...allowed]) await write(path, imported)
  await write('packages/core/src/queue/circle-one.ts', './circle-two.js')
  await write('packages/core/src/queue/circle-two.ts', './circle-one.js')
  const biome = join(repositoryRoot, 'node_modules', '.bin', 'biome')
  const args = ['lint', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=github', '.']
  const run = spawnSync(biome, args, { cwd: tree, encoding: 'utf8' })
  output = run.stdout + run.stderr
})
afterAll(() => rm(tree, { recursive: true }))

const findings = (path: string) => output.split('\n').filter((line) => line.includes(`/${path},`))

describe('the rooms', () => {
  it.each(forbidden)('%s may not import %s', (path) => {
    expect(findings(path).join()).toContain('noRestrictedImports')
  })

  it.each(allowed)('%s may import %s', (path) => {
    expect(findings(path)).toEqual([])
  })

  it('may not import in a circle', () => {
    expect(findings('packages/core/src/queue/circle-one.ts').join()).toContain('noImportCycles')
  })
})
