import { AccountName } from '@disparo/core/internal/account'
import { xmlCases } from '@disparo/hi-platform/xml'
import { z } from 'zod'
import { parseHash, type ScryptHash } from './scrypt-hash.js'
import { roles, type User } from './user.js'

/** No colon, which ends the name in Basic (RFC 7617); an e-mail address, which the XML interface has as its user, will do. */
export const UserName = z
  .string()
  .regex(/^[A-Za-z0-9._@+-]{1,64}$/, 'must be 1 to 64 letters, digits and . _ @ + -')

const Hash = z.string().transform((text, context): ScryptHash => {
  const hash = parseHash(text)
  if (hash) return hash
  context.addIssue(
    'must be a hash that `disparo user` made: $scrypt$ln=15,r=8,p=3$…, never the password itself',
  )
  return z.NEVER
})

const distinct = (names: readonly string[]) => new Set(names).size === names.length

/** A user of the file that DISPARO_USERS names. */
export const UserEntry = z.strictObject({
  name: UserName,
  /** Of the password. */
  password: Hash,
  /** Of the password's MD5 in lower-case hex, all that the XML interface sends of it. Without it that interface is closed. */
  xmlPassword: Hash.optional(),
  /** How the XML interface writes the names in its answers to this user. */
  xmlCase: z.enum(xmlCases, 'must be "lower" or "upper"').optional(),
  roles: z
    .array(z.enum(roles))
    .min(1, 'must name at least one role')
    .refine(distinct, 'must name each role once'),
  accounts: z.union(
    [
      z.literal('*'),
      z
        .array(AccountName)
        .min(1, 'must name at least one account, or be "*"')
        .refine(distinct, 'must name each account once'),
    ],
    'must be "*", or an array of names of accounts',
  ),
})
export type UserEntry = z.infer<typeof UserEntry>

/** A user, and what its password is checked against. */
export interface KnownUser {
  readonly user: User
  readonly password: ScryptHash
  readonly xmlPassword?: ScryptHash
}

export function knownUser({ name, password, xmlPassword, xmlCase, roles, accounts }: UserEntry): KnownUser {
  return {
    user: {
      name,
      roles: new Set(roles),
      accounts: accounts === '*' ? accounts : new Set(accounts),
      ...(xmlCase ? { xmlCase } : {}),
    },
    password,
    ...(xmlPassword ? { xmlPassword } : {}),
  }
}
