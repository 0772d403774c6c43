import { createHash, randomBytes, scryptSync } from 'node:crypto'
import { type JsonFile, writeJsonFile } from './json-file.js'

/** A user of the producer. */
export interface ServiceUser {
  readonly user: string
  readonly password: string
  /** Default: all. */
  readonly roles?: readonly ('send' | 'read' | 'operate' | 'admin')[]
}

/** A user with a password of its own. */
export function newServiceUser(user: string): ServiceUser {
  return { user, password: randomBytes(24).toString('base64url') }
}

/** Writes the users into a file for DISPARO_USERS. */
export function writeUsersFile(users: readonly ServiceUser[]): Promise<JsonFile> {
  return writeJsonFile('users', usersFileEntries(users))
}

/** What is in such a file: each may do what its roles say, with every account. */
export function usersFileEntries(users: readonly ServiceUser[]): object[] {
  return users.map(({ user, password, roles = ['send', 'read', 'operate', 'admin'] }) => ({
    name: user,
    password: cheapHash(password),
    xmlPassword: cheapHash(createHash('md5').update(password).digest('hex')),
    roles,
    accounts: '*',
  }))
}

/** What a user is shown as, in a header `Authorization`. */
export function authorizationOf({ user, password }: ServiceUser): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

/** The cheapest that the producer takes: 2^14 rounds. */
function cheapHash(password: string): string {
  const salt = randomBytes(16)
  const key = scryptSync(password, salt, 32, { N: 2 ** 14, r: 8, p: 1 })
  const [saltText, keyText] = [salt, key].map((bytes) => bytes.toString('base64').replace(/=+$/, ''))
  return `$scrypt$ln=14,r=8,p=1$${saltText}$${keyText}`
}
