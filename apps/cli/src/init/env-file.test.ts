import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { formatEnvFile, formatEnvValue } from './env-file.js'
import { readAsCompose } from './read-as-compose.test.support.js'

const folder = mkdtempSync(join(tmpdir(), 'env-file-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Of what passwords are made, and above all of what env files give a meaning to. */
const nasty = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'\'"`$#\\= \t{}!%&|;()[]<>*?~-éãç€😀nrAZ09'.split(/(?:)/u)),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 24,
})
const written = nasty.filter((value) => value !== '' && formatEnvValue(value) !== undefined)

test('what is written is read back exactly, by Node.js and by Compose', () => {
  fc.assert(
    fc.property(fc.array(written, { minLength: 1, maxLength: 5 }), (values) => {
      const lines = values.map((value, index) => ({ name: `NAME_${index}`, value, comment: "it's #1: $x" }))
      const wanted = Object.fromEntries(lines.map(({ name, value }) => [name, value]))
      const file = formatEnvFile(lines)
      expect(parseEnv(file)).toEqual(wanted)
      expect(readAsCompose(file)).toEqual(wanted)
    }),
    { numRuns: 3_000 },
  )
})

test('a program started with the file has exactly that in its environment', () => {
  const values = fc.sample(written, { numRuns: 40, seed: 7 })
  const known = [
    'pa$$word',
    'a # b',
    " it's ",
    'C:\\temp',
    'say "hi"',
    '$' + '{HOME}',
    'senha ção €',
    '#',
    '\\n',
    '=',
  ]
  const lines = [...known, ...values].map((value, index) => ({ name: `NAME_${index}`, value }))
  const path = join(folder, '.env')
  writeFileSync(path, formatEnvFile(lines))
  const print =
    'console.log(JSON.stringify(Object.fromEntries(Object.entries(process.env).filter(([n]) => /^NAME_/.test(n)))))'
  const printed = execFileSync(process.execPath, [`--env-file=${path}`, '-e', print], {
    env: {},
    encoding: 'utf8',
  })
  expect(JSON.parse(printed)).toEqual(Object.fromEntries(lines.map(({ name, value }) => [name, value])))
})

test('what the two would read differently has no form', () => {
  for (const value of ["it's $5", "a'b\\", 'ends with \\', '\'"', "'`", 'two\nlines', 'nul\0']) {
    expect(formatEnvValue(value)).toBeUndefined()
  }
})
