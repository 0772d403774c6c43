import { operations } from '@disparo/api'
import { expect, test } from 'vitest'
import { routes } from './routes.js'

test('the console asks where the contract says', () => {
  for (const [id, route] of Object.entries(routes)) {
    const { method, path } = operations[id as keyof typeof routes]
    expect({ id, ...route }).toEqual({ id, method, path })
  }
})
