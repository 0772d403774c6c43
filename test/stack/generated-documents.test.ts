import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { expect, test } from 'vitest'
import { repositoryRoot } from './repository.js'

/** Each document that is printed, and the script that prints it from the code. */
const printed = [
  ['docs/errors.md', 'print-errors.mjs'],
  ['docs/pt-BR/erros.md', 'print-errors.mjs', 'pt-BR'],
  ['docs/log-events.md', 'print-log-events.mjs'],
  ['docs/metrics.md', 'print-metrics.mjs'],
] as const

test.each<readonly string[]>(printed)('%s is what the code prints', (document = '', script = '', ...args) => {
  const said = execFileSync(process.execPath, [join(repositoryRoot, 'scripts', script), ...args], {
    encoding: 'utf8',
  })
  expect(readFileSync(join(repositoryRoot, document), 'utf8')).toBe(said)
})
