import { randomBytes, scryptSync } from 'node:crypto'
import { type JsonFile, writeJsonFile } from './json-file.js'

/** A user of the producer. */
export interface ServiceUser {
  readonly user: string
  readonly password: string
}

/** A user with a password of its own. */
export function newServiceUser(user: string): ServiceUser {
  return { user, password: randomBytes(24).toString('base64url') }
}

/** Writes the users into a file for DISPARO_USERS; each may do everything, with every account. */
export function writeUsersFile(users: readonly ServiceUser[]): Promise<JsonFile> {
  const entries = users.map(({ user, password }) => ({
    name: user,
    password: cheapHash(password),
    roles: ['send', 'read', 'operate', 'admin'],
    accounts: '*',
  }))
  return writeJsonFile('users', entries)
}

/** What a user is shown as, in a header `Authorization`. */
export function authorizationOf({ user, password }: ServiceUser): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

/** The cheapest that the producer takes: 2^10 rounds. */
function cheapHash(password: string): string {
  const salt = randomBytes(16)
  const key = scryptSync(password, salt, 32, { N: 2 ** 10, r: 8, p: 1 })
  const [saltText, keyText] = [salt, key].map((bytes) => bytes.toString('base64').replace(/=+$/, ''))
  return `$scrypt$ln=10,r=8,p=1$${saltText}$${keyText}`
}
