import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { repositoryRoot } from './repository.js'

const found = {
  'packages/core/src/give-back.ts': 'export const x = 1\n',
  'packages/core/src/a.ts': 'export async function holdBack() {}\n',
  'packages/core/src/b.ts': 'export interface Wait {\n  readonly ms: number\n  readonly toldAt?: Date\n}\n',
  'packages/core/src/c.ts':
    "export type End =\n  | { readonly kind: 'go' }\n  | { readonly putOffMs: number }\n",
  'packages/api/src/d.ts': 'export const Body = z.object({\n  books: z.number(),\n})\n',
  'apps/worker/src/e.ts': "log.warn({ event: 'lane:keyless', lane })\n",
  'apps/worker/src/f.ts': "new Gauge({ name: 'disparo_callbacks_put_aside' })\n",
  'deploy/prometheus/alerts.yml': '      - alert: DisparoUpsetUpstream\n',
  '.env.example': '# SILENCE_MS=5\n',
} as const
const quiet = {
  'packages/core/src/g.ts':
    '/** Is told: what follows. */\nexport interface Gate {\n  /** told: yes */\n  readonly ms: number\n}\n',
  'packages/core/src/h.ts': "const told = 1\nexport const retold = { kind: 'told' }\n",
  'apps/worker/src/i.test.ts': 'export interface Case {\n  readonly told: boolean\n}\n',
  'docs/gate.md': 'Nobody is told.\n',
} as const

/** A tree of its own under the project's list. */
let tree: string
let output: string

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'disparo-words-'))
  for (const [path, text] of Object.entries({ ...found, ...quiet })) {
    await mkdir(dirname(join(tree, path)), { recursive: true })
    await writeFile(join(tree, path), text)
  }
  await mkdir(join(tree, 'scripts'))
  for (const path of ['scripts/check-words.mjs', 'scripts/old-words.mjs']) {
    await cp(join(repositoryRoot, path), join(tree, path))
  }
  spawnSync('git', ['init', '--quiet'], { cwd: tree })
  const run = spawnSync(process.execPath, ['scripts/check-words.mjs'], { cwd: tree, encoding: 'utf8' })
  expect(run.status).toBe(1)
  output = run.stderr
})
afterAll(() => rm(tree, { recursive: true }))

const findings = (path: string) => output.split('\n').filter((line) => line.startsWith(`${path}: `))

describe('old words', () => {
  it.each(Object.keys(found))('are found in %s', (path) => {
    expect(findings(path)).toHaveLength(1)
  })

  it.each(Object.keys(quiet))('are no names in %s', (path) => {
    expect(findings(path)).toEqual([])
  })
})
