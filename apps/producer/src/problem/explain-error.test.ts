import { LayoutError } from '@disparo/core'
import { expect, test } from 'vitest'
import { explainError } from './explain-error.js'

test('a Redis that another version has migrated is a fault of the service, which its caller outlasts', () => {
  const { kind, details, retryAfterMs } = explainError(new LayoutError(3, 'newer'))
  expect([kind, retryAfterMs]).toEqual(['storage-unavailable', 10_000])
  expect(details.detail).toContain('another version')
})
