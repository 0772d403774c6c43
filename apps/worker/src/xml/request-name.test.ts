import { v4 } from 'uuid'
import { expect, it } from 'vitest'
import { requestName } from './request-name.js'

it('names each request differently, by 13 letters and digits', () => {
  const names = Array.from({ length: 10_000 }, () => requestName(v4()))
  expect(new Set(names).size).toBe(names.length)
  expect(names.every((name) => /^[0-9a-z]{13}$/.test(name))).toBe(true)
  expect(requestName('00000000-0000-4000-8000-000000000001')).toHaveLength(13)
})
