import { readFile } from 'node:fs/promises'
import { type Operation, operations, problemKinds } from '@disparo/api'
import { expect, test } from 'vitest'

const document = await readFile(new URL('../../../../docs/api.md', import.meta.url), 'utf8')
const rows = document
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim()))

test('docs/api.md names every route under /v1 with its role, and no other', () => {
  const written = rows.flatMap(([, route = '', role]) => (route.includes(' /v1/') ? `${route} ${role}` : []))
  const all: Operation[] = Object.values(operations)
  const there = all.filter(({ path }) => path.startsWith('/v1/'))
  expect(written.toSorted()).toEqual(
    there.map(({ method, path, role }) => `\`${method} ${path}\` \`${role}\``).toSorted(),
  )
})

test('docs/api.md names every kind of problem with its status, and no other', () => {
  const written = rows.flatMap(([, names = '', status]) =>
    names.includes('`/problems/')
      ? names.split(', ').map((name) => `${name.replaceAll('`', '').replace('/problems/', '')} ${status}`)
      : [],
  )
  const kinds = Object.entries(problemKinds).map(([kind, { status }]) => `${kind} ${status}`)
  expect(written.toSorted()).toEqual(kinds.toSorted())
})
