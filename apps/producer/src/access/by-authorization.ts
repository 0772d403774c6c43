import type { User } from '@disparo/service/users'
import type { FastifyRequest } from 'fastify'
import type { Authenticator } from './authenticator.js'
import type { KeyAuthenticator } from './key-authenticator.js'
import { readBasic } from './read-basic.js'
import { readBearer } from './read-bearer.js'

/** Who lets in by the header `Authorization`. */
export interface Authenticators {
  readonly authenticator: Authenticator
  /** Default: no key is known. */
  readonly keys?: KeyAuthenticator | undefined
}

/** What a request shows, and whose it is: nobody's where it is wrong. */
interface Shown {
  readonly by: 'password' | 'key'
  readonly user: User | undefined
}

/** What a 401 asks for: Basic (RFC 7617), and no other scheme. */
export const challenge = 'Basic realm="disparo", charset="UTF-8"'
/** What it says of a key that is not good (RFC 6750, 3). */
const keyChallenge = 'Bearer realm="disparo", error="invalid_token"'

export function challengeTo(by: Shown['by'] | undefined): string {
  return by === 'key' ? keyChallenge : challenge
}

/**
 * Who asks, by user and password or by an API key. Nothing where neither is shown, or nobody can say which of two.
 * @throws TooManyFailuresError, TooBusyError; RedisUnavailableError of a key
 */
export async function byAuthorization(
  { authenticator, keys }: Authenticators,
  { headers: { authorization }, raw, ip, log }: FastifyRequest,
): Promise<Shown | undefined> {
  if (authorization === undefined || isSentTwice(raw.rawHeaders)) return undefined
  const shown = await look()
  if (shown && !shown.user) log.warn({ event: 'login:failed', from: ip, by: shown.by })
  return shown

  async function look(): Promise<Shown | undefined> {
    const key = readBearer(authorization)
    if (key !== undefined) return { by: 'key', user: await keys?.byKey(key, ip) }
    const basic = readBasic(authorization)
    return basic && { by: 'password', user: await authenticator.byPassword(basic.name, basic.password, ip) }
  }
}

/** Node.js takes the first of two, and what stands in front of it may have looked at the other. */
function isSentTwice(rawHeaders: readonly string[]): boolean {
  let count = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === 'authorization') count += 1
  }
  return count > 1
}
