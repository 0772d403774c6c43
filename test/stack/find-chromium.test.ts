import { expect, test } from 'vitest'
import { findChromium } from './find-chromium.js'

test('a Chromium is that which is named, else one of a usual place, else none', () => {
  expect(findChromium({ CHROMIUM_PATH: '/opt/chromium' }, () => false)).toBe('/opt/chromium')
  expect(findChromium({}, (path) => path.endsWith('chrome'))).toBe('/usr/bin/google-chrome')
  expect(findChromium({}, () => false)).toBeUndefined()
})
