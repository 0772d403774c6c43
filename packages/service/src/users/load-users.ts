import { readFile } from 'node:fs/promises'
import { ConfigurationError, noJson, unreadable } from '@disparo/core/internal/account'
import { z } from 'zod'
import { type KnownUser, knownUser, UserEntry } from './known-user.js'

const Users = z.array(UserEntry, 'must be an array of users').min(1, 'must name at least one user')

/**
 * Reads and checks the users of the file `DISPARO_USERS`, who may name no account but those of `accounts`.
 * @throws ConfigurationError naming the user and field, never a hash or password
 */
export async function loadUsers(path: string, accounts: Iterable<string>): Promise<KnownUser[]> {
  const users = await readUsers(path)
  refuseUnknownAccounts(path, users, new Set(accounts))
  return users
}

/** The same, whatever accounts they name. @throws ConfigurationError */
export async function readUsers(path: string): Promise<KnownUser[]> {
  const source = sourceAt(path)
  const input = await readUsersFile(path)
  const parsed = Users.safeParse(input)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${placeOf(issue.path, input)}: ${issue.message}`)
    throw new ConfigurationError(`${source} is not valid: ${problems.join('; ')}`)
  }
  const names = parsed.data.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice) throw new ConfigurationError(`${source} names the user "${twice}" twice: names must be unique`)
  return parsed.data.map(knownUser)
}

async function readUsersFile(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new ConfigurationError(`DISPARO_USERS: ${unreadable(path, cause)}`, { cause })
  })
  try {
    return JSON.parse(text)
  } catch {
    throw new ConfigurationError(`DISPARO_USERS: ${path} ${noJson(text)}; it must be an array of users`)
  }
}

/**
 * A name with a slip would otherwise be found out by the first request that answers 404.
 * @throws ConfigurationError
 */
export function refuseUnknownAccounts(
  path: string,
  users: readonly KnownUser[],
  known: ReadonlySet<string>,
): void {
  for (const { user } of users) {
    const unknown = user.accounts === '*' ? undefined : [...user.accounts].find((name) => !known.has(name))
    if (unknown === undefined) continue
    throw new ConfigurationError(
      `${sourceAt(path)}: user "${user.name}".accounts names "${unknown}", which is no configured account`,
    )
  }
}

function sourceAt(path: string): string {
  return `DISPARO_USERS (${path})`
}

/** Names the user of a problem rather than its number, where it has a name. */
function placeOf([index, ...path]: readonly PropertyKey[], input: unknown): string {
  if (index === undefined) return 'file'
  const user: unknown = Array.isArray(input) ? input[Number(index)] : undefined
  const name = typeof user === 'object' && user !== null && 'name' in user ? user.name : undefined
  return [typeof name === 'string' ? `user "${name}"` : `user ${Number(index) + 1}`, ...path]
    .map(String)
    .join('.')
}
