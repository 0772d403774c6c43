import type { Callbacks } from '@disparo/api'
import { expect, test } from 'vitest'
import { callbackStateOf } from './callback-state.js'

const at = '2026-11-30T12:00:00.000Z'
const of = (more: Partial<Callbacks>) => callbackStateOf({ enabled: true, ...more } as Callbacks)

test('callbacks deliver only where one has been delivered; without a callback there are none', () => {
  expect(of({ configured: false })).toBe('none')
  expect(of({ configured: true })).toBe('idle')
  expect(of({})).toBe('unknown')
  expect(of({ configured: true, lastSuccessAt: at })).toBe('on')
  // A producer of before says nothing of it, and has delivered.
  expect(of({ lastSuccessAt: at })).toBe('on')
})

test('a receiver that takes nothing is told before what it took once', () => {
  const taken = { configured: true, lastSuccessAt: at }
  expect(of({ ...taken, pausedUntil: at })).toBe('paused')
  expect(of({ ...taken, pausedUntil: at, enabled: false })).toBe('disabled')
})
