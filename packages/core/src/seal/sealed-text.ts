import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'
import { BrokenSealError } from './broken-seal-error.js'

const cipherName = 'aes-256-gcm'
/** NIST SP 800-38D, 8.2.2: random and of 96 bits, for at most 2^32 texts a key. */
const ivBytes = 12
const tagBytes = 16
/** Tells a wrong key from damage. Too short to help who guesses at 256 bits. */
export const checkBytes = 3

/** `=<key id>.<base64url of check, IV, ciphertext, tag>`: 42 characters more than a third more than the text, and the id. */
const form = /^=([A-Za-z0-9_-]{1,16})\.([A-Za-z0-9_-]{42,})$/

interface SealedText {
  readonly keyId: string
  readonly check: Buffer
  readonly body: Buffer
}

/** `undefined`: it is plain. */
export function readSealed(text: string): SealedText | undefined {
  const [, keyId, encoded] = form.exec(text) ?? []
  if (keyId === undefined || encoded === undefined) return undefined
  const bytes = Buffer.from(encoded, 'base64url')
  return { keyId, check: bytes.subarray(0, checkBytes), body: bytes.subarray(checkBytes) }
}

/** What names the key of a sealed text, or of its first 64 characters: `<key id>.<check>`. `undefined`: it is plain. */
export function keyFingerprintOf(text: string): string | undefined {
  const sealed = readSealed(text)
  return sealed && keyFingerprint(sealed.keyId, sealed.check)
}

export function keyFingerprint(keyId: string, check: Buffer): string {
  return `${keyId}.${check.toString('base64url')}`
}

/** A text that is not sealed, as it is kept: one that begins with "=" gets another, so that none looks sealed. */
export function escapePlain(text: string): string {
  return text.startsWith('=') ? `=${text}` : text
}

export function unescapePlain(kept: string): string {
  return kept.startsWith('==') ? kept.slice(1) : kept
}

/** `bound` is not kept but must be the same for opening: what is sealed cannot be passed off as something else's. */
export function sealText(
  text: string,
  { keyId, check, key, bound }: { keyId: string; check: Buffer; key: KeyObject; bound: string },
): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv(cipherName, key, iv, { authTagLength: tagBytes }).setAAD(Buffer.from(bound))
  const body = [check, iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]
  return `=${keyId}.${Buffer.concat(body).toString('base64url')}`
}

/** @throws BrokenSealError */
export function openText({ body }: SealedText, { key, bound }: { key: KeyObject; bound: string }): string {
  const iv = body.subarray(0, ivBytes)
  const decipher = createDecipheriv(cipherName, key, iv, { authTagLength: tagBytes })
  try {
    decipher.setAAD(Buffer.from(bound)).setAuthTag(body.subarray(-tagBytes))
    const text = decipher.update(body.subarray(ivBytes, -tagBytes))
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch (cause) {
    throw new BrokenSealError({ cause })
  }
}
