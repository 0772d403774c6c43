import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repositoryRoot } from './repository.js'

/** Tests of a package run one after the other, each in a run of its own. */
const alone = /^test\/pack\//

test('a file that empties a database of the Redis of all, or marks its layout, has that for itself', () => {
  const files = execFileSync('git', ['ls-files', '*.ts'], { cwd: repositoryRoot, encoding: 'utf8' }).split(
    '\n',
  )
  const databases = new Map<string, string[]>()
  for (const file of files.filter((name) => name !== '' && !alone.test(name))) {
    const text = readFileSync(join(repositoryRoot, file), 'utf8')
    const [, database] = /(?:redisUrl'\)|redis\.url)\}\/(\d+)`/.exec(text) ?? []
    if (database) databases.set(database, [...(databases.get(database) ?? []), file])
  }
  expect(databases.size).toBeGreaterThan(9)
  expect([...databases].filter(([, of]) => of.length > 1)).toEqual([])
})
