import type { XmlCase } from '@disparo/hi-platform/xml'
import type { KnownUser } from '@disparo/service/users'
import { hashSecret, md5Of, type Role, roles, type User } from '@disparo/service/users'

export interface TestUser {
  readonly name: string
  readonly password: string
  /** Default: all. */
  readonly roles?: readonly Role[]
  /** Default: all. */
  readonly accounts?: readonly string[] | '*'
  readonly xmlCase?: XmlCase
}

/** Cheaper than any that is read from a file: a test is no secret. */
const cost = { ln: 10, r: 8, p: 1 }

/** A user whose password is good for the XML interface, too. */
export async function testUser({ name, password, ...rights }: TestUser): Promise<KnownUser> {
  const user: User = {
    name,
    roles: new Set(rights.roles ?? roles),
    accounts: rights.accounts && rights.accounts !== '*' ? new Set(rights.accounts) : '*',
    xmlCase: rights.xmlCase,
  }
  const [hash, xmlPassword] = await Promise.all([
    hashSecret(password, cost),
    hashSecret(md5Of(password), cost),
  ])
  return { user, password: hash, xmlPassword }
}

/** A user and password, as an `Authorization` header shows them. */
export function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
}
