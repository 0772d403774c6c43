import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** What a scraper shows as its bearer token (RFC 6750): 16 to 256 characters without blanks. */
export const MetricsToken = z
  .string()
  .regex(/^[\x21-\x7e]{16,256}$/, 'must be 16 to 256 characters, none of them blank')
export type MetricsToken = z.infer<typeof MetricsToken>

/** Whether an `Authorization` header shows the token. Takes the same time for every header: hashes are compared. */
export function mayScrape(token: MetricsToken, authorization: string | undefined): boolean {
  const [, shown = ''] = /^bearer +(\S+)$/i.exec(authorization ?? '') ?? []
  return timingSafeEqual(digest(shown), digest(token))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
