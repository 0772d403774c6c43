import { readStackConfig } from '../stack/config.js'
import { howToInstall } from './open-console.js'

/** Says it once, where the console cannot be tried in a browser; where it must be, that is a failure. */
export default function globalSetup(): void {
  if (howToInstall === undefined) return
  if (readStackConfig().CHROMIUM_REQUIRED) throw new Error(howToInstall)
  process.stderr.write(`The console is not tried in a browser. ${howToInstall}\n`)
}
