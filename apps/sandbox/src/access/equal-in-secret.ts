import { createHash, timingSafeEqual } from 'node:crypto'

/** Digests have one length, which `timingSafeEqual` needs and which tells nothing of the secret's. */
export function equalInSecret(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(left), digest(right))
}
