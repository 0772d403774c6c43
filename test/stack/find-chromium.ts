import { existsSync } from 'node:fs'
import { readStackConfig } from './config.js'

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Where a Chromium is: that of CHROMIUM_PATH, else of a usual place; `undefined` where there is none. */
export function findChromium(
  { CHROMIUM_PATH }: { readonly CHROMIUM_PATH?: string | undefined } = readStackConfig(),
  isThere: (path: string) => boolean = existsSync,
): string | undefined {
  return CHROMIUM_PATH ?? usualPlaces.find(isThere)
}
