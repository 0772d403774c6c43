import { expect, test } from 'vitest'
import { normalizePath } from './normalize-path.js'

const tidied = (url: string) => normalizePath(url, ['/a/api', '/x'])

test.each([
  ['/a/api/message/1', '/a/api/message/1'],
  ['/a/api//message/1', '/a/api/message/1'],
  ['//a///api/message//1//', '/a/api/message/1'],
  ['/a/api/reports/hsm/?from=//1/', '/a/api/reports/hsm?from=//1/'],
  ['/x//y/', '/x/y'],
])('%s is meant as %s', (url, meant) => {
  expect(tidied(url)).toBe(meant)
})

test.each([
  '/',
  '//',
  '',
  '*',
  '/other//path/',
  '/apis//x/',
  '/a/api',
  'http://host//a/api/x',
  '/?/a/api//x',
])('%s stays as it is', (url) => {
  expect(tidied(url)).toBe(url)
})
