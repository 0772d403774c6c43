import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { repositoryRoot } from './repository.js'

const core = 'packages/core/src'
const forbidden = [
  [`${core}/message/a.ts`, '../gate/index.js'],
  [`${core}/redis/a.ts`, '../message/index.js'],
  [`${core}/gate/a.ts`, '../ledger/index.js'],
  [`${core}/ledger/a.ts`, '../queue/index.js'],
  [`${core}/seal/a.ts`, '../redis/index.js'],
  [`${core}/ledger/b.ts`, '@disparo/hi-platform/rest'],
  ['packages/hi-platform/src/rest/a.ts', '@disparo/core/internal/redis'],
  ['packages/hi-platform/src/report/a.ts', '@disparo/core/internal/ledger'],
  ['packages/rows/src/a.ts', '@disparo/hi-platform/rest'],
  ['apps/sandbox/src/a.ts', '@disparo/core'],
  ['apps/cli/src/a.ts', '../../producer/src/b.js'],
  ['apps/producer/src/b.ts', '../../worker/src/a.js'],
  ['apps/producer/src/access/a.ts', '../routes/a.js'],
  ['apps/producer/src/problem/a.ts', '../access/a.js'],
  ['apps/producer/src/routes/a.ts', '../c.js'],
] as const
const byBack = [[`${core}/ledger/c.ts`, '../gate/read.js']] as const
const allowed = [
  [`${core}/ledger/d.ts`, '../gate/index.js'],
  [`${core}/gate/read.ts`, '../redis/index.js'],
  ['packages/hi-platform/src/xml/a.ts', '../rest/index.js'],
  ['apps/worker/src/a.ts', '@disparo/hi-platform/rest'],
  ['apps/producer/src/c.ts', '@disparo/core'],
  ['apps/producer/src/routes/a.test.ts', '../c.js'],
] as const
const doors = [
  ...['message', 'redis', 'gate', 'ledger', 'queue'].map((room) => `${core}/${room}/index.ts`),
  `${core}/index.ts`,
  ...['rest', 'xml', 'report'].map((room) => `packages/hi-platform/src/${room}/index.ts`),
]

/** A tree of its own under the project's table, with one import a file; and two files that import each other. */
let tree: string
let output: string

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'disparo-house-'))
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(tree, path)), { recursive: true })
    await writeFile(join(tree, path), text)
  }
  for (const path of ['scripts/check-house.mjs', 'scripts/house.mjs']) {
    await cp(join(repositoryRoot, path), join(tree, path))
  }
  for (const path of ['packages/core/package.json', 'packages/hi-platform/package.json']) {
    await cp(join(repositoryRoot, path), join(tree, path))
  }
  for (const path of doors) await write(path, 'export const x = 1\n')
  for (const [path, from] of [...forbidden, ...byBack, ...allowed]) {
    await write(path, `import { x } from '${from}'\n\nexport const y = x\n`)
  }
  await write('apps/worker/src/one.ts', "import type { Two } from './two.js'\n\nexport type One = Two\n")
  await write('apps/worker/src/two.ts', "import type { One } from './one.js'\n\nexport type Two = One\n")
  await write('packages/unnamed/src/a.ts', 'export const z = 1\n')
  spawnSync('git', ['init', '--quiet'], { cwd: tree })
  const run = spawnSync(process.execPath, ['scripts/check-house.mjs'], { cwd: tree, encoding: 'utf8' })
  expect(run.status).toBe(1)
  output = run.stderr
})
afterAll(() => rm(tree, { recursive: true }))

const findings = (path: string) => output.split('\n').filter((line) => line.startsWith(`${path} `))

describe('the rooms', () => {
  it.each(forbidden)('%s may not import %s', (path) => {
    expect(findings(path)).toEqual([expect.stringContaining('may not import from')])
  })

  it.each(byBack)('%s may not import %s, which is no door', (path) => {
    expect(findings(path)).toEqual([expect.stringContaining('by its index.ts')])
  })

  it.each(allowed)('%s may import %s', (path) => {
    expect(findings(path)).toEqual([])
  })

  it('may not import in a circle, of types either', () => {
    expect(output).toMatch(/A circle of files: \S*(one|two)\.ts → \S*(one|two)\.ts → /)
  })

  it('must be named', () => {
    expect(output).toContain('packages/unnamed/src/a.ts stands in no room')
  })
})
