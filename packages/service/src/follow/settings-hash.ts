import { createHash } from 'node:crypto'

/** A hash of a value, to tell whether it has changed without keeping it: it may have secrets in it. */
export function settingsHash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
