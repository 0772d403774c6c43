import { startLinked } from './config.js'
import { linkPrograms } from './link-programs.js'

/** Before the e2e tests: whatever they start, and whatever that starts, takes the programs as one file each. */
export default async function globalSetup(): Promise<void> {
  await linkPrograms()
  startLinked()
}
