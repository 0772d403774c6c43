import { createHash, randomBytes } from 'node:crypto'

/** Of a password that somebody chooses, in characters. */
export const shortestPassword = 8

/** 192 random bits, in characters that need no quoting in a shell or URL. */
export function newPassword(): string {
  return randomBytes(24).toString('base64url')
}

/** What the XML interface sends of a password: its MD5 (of the UTF-8 bytes) in hex. */
export function md5Of(password: string): string {
  return createHash('md5').update(password, 'utf8').digest('hex')
}
