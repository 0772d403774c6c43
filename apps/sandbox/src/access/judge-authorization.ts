import { createHash, timingSafeEqual } from 'node:crypto'
import type { SandboxSettings } from '../sandbox-options.js'
import type { Form } from '../xml/read-form.js'

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

/** Digests have one length, which `timingSafeEqual` needs and which tells nothing of the secret's. */
function equalInSecret(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(left), digest(right))
}

/** Whether the fields User, Pass and, where the sandbox has one, Client are the right ones. */
export function isFormGranted(
  form: Form,
  { username, password, client }: Pick<SandboxSettings, 'username' | 'password' | 'client'>,
): boolean {
  const md5 = createHash('md5').update(password).digest('hex')
  const isUser = equalInSecret(`${form.user}:${form.passwordMd5.toLowerCase()}`, `${username}:${md5}`)
  return isUser && (client === undefined || client === form.client)
}
