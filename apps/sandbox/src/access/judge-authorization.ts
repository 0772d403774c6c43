import { equalInSecret } from './equal-in-secret.js'

export interface Credentials {
  readonly username: string
  readonly password: string
}

/** `absent`: no Basic credentials at all, or unreadable ones; `wrong`: readable, but not these. */
type AuthorizationVerdict = 'granted' | 'absent' | 'wrong'

/** Basic authentication (RFC 7617) of an `Authorization` header. */
export function judgeAuthorization(header: string | undefined, expected: Credentials): AuthorizationVerdict {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header ?? '')?.[1]
  if (encoded === undefined) return 'absent'
  const given = Buffer.from(encoded, 'base64').toString('utf8')
  if (!given.includes(':')) return 'absent'
  return equalInSecret(given, `${expected.username}:${expected.password}`) ? 'granted' : 'wrong'
}
