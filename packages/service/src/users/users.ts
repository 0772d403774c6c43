import type { KnownUser } from './known-user.js'
import { formatHash } from './scrypt-hash.js'

/** Who may use the service now, by name: whoever is gone the next time is not known any more. */
export type Users = ReadonlyMap<string, KnownUser>

export function usersByName(users: readonly KnownUser[]): Map<string, KnownUser> {
  return new Map(users.map((each) => [each.user.name, each]))
}

/** Puts these in place of the former. One that has not changed stays the same object, so that who is logged in does not notice. */
export function replaceUsers(users: Map<string, KnownUser>, next: readonly KnownUser[]): void {
  const former = new Map(users)
  users.clear()
  for (const each of next) {
    const { name } = each.user
    const known = former.get(name)
    users.set(name, known && settingsOfUser(known) === settingsOfUser(each) ? known : each)
  }
}

/** All of a user as text, to tell whether it has changed. It is for memory alone: hashes are in it. */
export function settingsOfUser({ user, password, xmlPassword }: KnownUser): string {
  const { name, roles, accounts, xmlCase } = user
  const hashes = [password, xmlPassword].map((hash) => hash && formatHash(hash))
  return JSON.stringify([name, [...roles], accounts === '*' ? accounts : [...accounts], xmlCase, hashes])
}
