import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as core from '@disparo/core'
import * as testing from '@disparo/core/testing'
import { expect, test } from 'vitest'
import { repositoryRoot } from './repository.js'

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8')

test('docs/library.md has every error that the library exports, with its code', () => {
  const files = execFileSync('git', ['ls-files', 'packages/core/src/*.ts'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  })
  const sources = files.trimEnd().split('\n').map(read).join('\n')
  const codes = new Map(
    [...sources.matchAll(/class (\w+) extends \w*Error \{\s+readonly code = '(\w+)'/g)].map(
      ([, name = '', code]) => [name, code],
    ),
  )
  const exported = Object.entries({ ...core, ...testing })
    .filter(([, value]) => typeof value === 'function' && value.prototype instanceof Error)
    .map(([name]) => `${name} ${codes.get(name)}`)
  const rows = read('docs/library.md').matchAll(/^\| `(\w+Error)` +\| `(\w+)` +\|/gm)
  const documented = [...rows].map(([, name, code]) => `${name} ${code}`)
  expect(documented.length).toBeGreaterThan(15)
  expect(documented.toSorted()).toEqual(exported.toSorted())
})
