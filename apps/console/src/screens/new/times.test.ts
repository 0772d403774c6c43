import { expect, test } from 'vitest'
import { describeWindow, ownZone } from './times.js'

test('a window is told by its days and times, and the zone with its distance', () => {
  const window = { days: ['fri', 'mon'], from: '08:00', until: '20:00' }
  expect(describeWindow(window, 'en')).toBe('Mon, Fri: 08:00–20:00')
  expect(describeWindow(window, 'pt-BR')).toBe('seg., sex.: 08:00–20:00')
  expect(ownZone('en', Date.UTC(2026, 0, 1))).toMatch(/\(GMT([+-]\d+)?(:\d+)?\)$/)
})
