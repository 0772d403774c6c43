import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from './config.js'

const given = { REDIS_URL: 'redis://127.0.0.1', DISPARO_USERS: 'users.json' }

test('the defaults are those of docs/configuration.md', async () => {
  const path = join(import.meta.dirname, '../../../docs/configuration.md')
  const sections = (await readFile(path, 'utf8')).split('\n## ')
  const own = sections.filter((text) => /^(?:Producer and worker|Producer)\n/.test(text)).join('')
  const rows = [...own.matchAll(/^\| `(\w+)` +\| `(.*?)` +\|/gm)]
  const documented = rows.map(([, name = '', value = '']) => [name, value.replaceAll(',', '')])
  const defaults = Object.entries(readConfig(given)).flatMap(([name, value]) =>
    name in given || String(value) === '' ? [] : [[name, String(value)]],
  )
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(defaults))
})
