import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Account } from '@disparo/core/internal/account'
import { ProducerSettings, WorkerSettings } from '@disparo/service/settings'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { repositoryRoot } from './repository.js'

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8')
const documented = read('docs/configuration.md')

/** The rows of a section's table: the name in the first column, and the default in the second. */
function rowsOf(section: string): Map<string, string> {
  const [, text = ''] = documented.split(`\n## ${section}\n`)
  const [own = ''] = text.split('\n## ')
  const rows = own.matchAll(/^\| `([\w.]+)` +\| (.*?) +\|/gm)
  return new Map([...rows].map(([, name = '', value = '']) => [name, value.replace(/[`,]/g, '')]))
}

const sections = [
  'Producer and worker',
  'Producer',
  'Worker',
  'Command line',
  'Docker Compose',
  'Sandbox',
] as const
const variables = new Map(sections.flatMap((section) => [...rowsOf(section)]))
const namesIn = (...names: (typeof sections)[number][]) => names.flatMap((name) => [...rowsOf(name).keys()])

/** The variables of the schema in the sandbox, which stands alone. */
const ofSandbox = [...read('apps/sandbox/src/config.ts').matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(
  ([, name]) => name,
)

describe('docs/configuration.md has every variable, and no other', () => {
  // Read as a secret of the account that it makes, not as a setting.
  const secret = 'HI_PASSWORD'

  test.each([
    ['the producer', namesIn('Producer and worker', 'Producer'), Object.keys(ProducerSettings.shape)],
    ['the worker', namesIn('Producer and worker', 'Worker'), Object.keys(WorkerSettings.shape)],
    ['the sandbox', [...namesIn('Sandbox'), 'LOG_LEVEL'], ofSandbox],
  ])('of %s', (_program, names, schema) => {
    expect(names.filter((name) => name !== secret).sort()).toEqual(schema.sort())
  })

  test('of docker-compose.yml', () => {
    const asked = [...read('docker-compose.yml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name = '']) => name)
    expect(asked.filter((name) => !variables.has(name))).toEqual([])
    expect(namesIn('Docker Compose').filter((name) => !asked.includes(name))).toEqual([])
  })

  test("of the sandbox's container, which is given nothing else", () => {
    const [, given = ''] =
      /^ {2}sandbox:[\s\S]*? environment:\n([\s\S]*?)\n {4}ports:/m.exec(read('docker-compose.yml')) ?? []
    const names = [...given.matchAll(/^ {6}([A-Z_]+):/gm)].map(([, name]) => name)
    expect(names.sort()).toEqual([...namesIn('Sandbox'), 'LOG_LEVEL'].sort())
  })

  test('of the command line', () => {
    const source = read('apps/cli/src/config.ts')
    const asked = new Set([...source.matchAll(/\benv(?:\.|, ')([A-Z_]+)/g)].map(([, name]) => name))
    expect(namesIn('Command line').sort()).toEqual([...asked].sort())
  })
})

describe('.env.example', () => {
  const lines = [...read('.env.example').matchAll(/^(# )?([A-Z][A-Z0-9_]+)=(.*)$/gm)]
  // Those that the examples of accounts take their secrets from.
  const settings = lines.filter(([, , name = '']) => !name.startsWith('LOJA_'))

  test('has every variable once, and no other', () => {
    expect(settings.map(([, , name]) => name).sort()).toEqual([...variables.keys()].sort())
  })

  test('shows the default of what is commented out', () => {
    const shown = settings.filter(([, comment]) => comment).map(([, , name = '', value]) => [name, value])
    const defaults = shown.map(([name = '']) => [name, (variables.get(name) ?? '').replace(/^none.*/, '')])
    const own = (name: string) => name === 'HI_BASE_URL' // That of its field of the account.
    expect(shown.filter(([name = '']) => !own(name))).toEqual(defaults.filter(([name = '']) => !own(name)))
  })
})

const Property = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  default: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
})

/** The fields of a JSON schema, the inner ones by their paths; a secret counts as one, and what may be `false` as its fields. */
function fieldsOf(schema: unknown, path = ''): [name: string, otherwise: unknown][] {
  const { properties, default: otherwise, anyOf = [] } = Property.parse(schema)
  const [off, on] = anyOf
  if (Property.safeParse(off).data?.const === false) return fieldsOf(on, path)
  const inner = Object.entries(properties ?? {})
  if (inner.length === 0 || 'env' in (properties ?? {})) return [[path, otherwise]]
  return inner.flatMap(([name, field]) => fieldsOf(field, path === '' ? name : `${path}.${name}`))
}

test('docs/configuration.md has every field of an account, with its default', () => {
  const schema = z.toJSONSchema(Account, { io: 'input' })
  const required = new Set(schema.required)
  // `rates.file` is read, and put in its place, before the schema sees an account.
  const expected = [...fieldsOf(schema), ['rates.file', undefined] as const].map(([name, otherwise]) => {
    const none = required.has(name) ? 'none must be set' : 'none'
    const text = Array.isArray(otherwise) ? JSON.stringify(otherwise).replaceAll(',', ' ') : String(otherwise)
    return [name, otherwise === undefined ? none : text]
  })
  expect([...rowsOf('Accounts')].sort()).toEqual(expected.sort())
})
