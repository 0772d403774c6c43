import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ProducerSettings, readSettings, WorkerSettings } from './index.js'
import { secretSettings } from './shared-settings.js'

const given = { REDIS_URL: 'redis://127.0.0.1', DISPARO_USERS: 'users.json' }

const path = join(import.meta.dirname, '../../../../docs/configuration.md')
const sections = (await readFile(path, 'utf8')).split('\n## ')
const sectionsOf = (...titles: string[]) =>
  sections.filter((text) => titles.includes(text.split('\n')[0] ?? '')).join('')

/** The variables that have a default in docs/configuration.md, in the sections of one program. */
function documented(program: 'Producer' | 'Worker') {
  const rows = [...sectionsOf('Producer and worker', program).matchAll(/^\| `(\w+)` +\| `(.*?)` +\|/gm)]
  return Object.fromEntries(rows.map(([, name = '', value = '']) => [name, value.replaceAll(',', '')]))
}

const shown = (settings: object) =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) =>
      name in given || String(value) === '' ? [] : [[name, String(value)]],
    ),
  )

test("the producer's defaults are those of docs/configuration.md", () => {
  expect(shown(readSettings(ProducerSettings, given))).toEqual(documented('Producer'))
})

test("the worker's defaults are those of docs/configuration.md", () => {
  expect(shown(readSettings(WorkerSettings, given))).toEqual(documented('Worker'))
})

test('what docs/configuration.md calls a secret may stand in a file', () => {
  const rows = sectionsOf('Producer and worker', 'Producer', 'Worker').matchAll(/^\| `(\w+)` .*A secret\b/gm)
  const secrets = [...rows].map(([, name]) => name)
  // Read as a secret of the account that it makes, not as a setting.
  expect(secrets.sort()).toEqual([...secretSettings, 'HI_PASSWORD'].sort())
})
