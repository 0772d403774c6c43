import { createHash, timingSafeEqual } from 'node:crypto'
import type { Credential } from './credential.js'

/**
 * Which of the credentials an `Authorization` header shows, Bearer (RFC 6750) or Basic (RFC 7617).
 * Takes the same time for every header: hashes are compared, and all of them, whichever fits.
 */
export function matchCredential(
  credentials: readonly Credential[],
  authorization: string | undefined,
): Credential | undefined {
  const [, scheme = '', value = ''] = /^(\w+) +(\S+)$/.exec(authorization ?? '') ?? []
  const shown = readScheme(scheme.toLowerCase(), value)
  let match: Credential | undefined
  for (const credential of credentials) {
    const secretFits = equal(shown.secret, credential.secret)
    const nameFits = shown.name === undefined || equal(shown.name, credential.name)
    if (secretFits && nameFits) match = credential
  }
  return match
}

function readScheme(scheme: string, value: string): { name?: string; secret: string } {
  if (scheme === 'bearer') return { secret: value }
  if (scheme !== 'basic') return { secret: '' }
  const text = Buffer.from(value, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? { secret: '' } : { name: text.slice(0, colon), secret: text.slice(colon + 1) }
}

function equal(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
