import { expect, test } from 'vitest'
import type { Operation } from '../operation/index.js'
import { problemKinds } from '../problems/index.js'
import { operations } from './operations.js'

const all: [string, Operation][] = Object.entries(operations)

test.each(all)('%s has a parameter for each that its path names, and no other', (_, { path, params }) => {
  const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name)
  expect(Object.keys(params?.shape ?? {}).sort()).toEqual(named.sort())
})

test('no two operations are the same method and path', () => {
  const routes = all.map(([, { method, path }]) => `${method} ${path.replace(/:\w+/g, ':')}`)
  expect(new Set(routes).size).toBe(routes.length)
})

test('everything under /v1 needs a role', () => {
  const open = all.filter(([, { path, role }]) => path.startsWith('/v1') && role === undefined)
  expect(open).toEqual([])
})

test('each problem that an operation names is one, once', () => {
  for (const [id, { problems }] of all) {
    expect(new Set(problems).size, id).toBe(problems.length)
    for (const kind of problems) expect(problemKinds).toHaveProperty(kind)
  }
})
