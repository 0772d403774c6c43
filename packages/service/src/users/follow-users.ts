import { type Followed, type FollowLog, followFile, settingsHash } from '../follow/index.js'
import type { KnownUser } from './known-user.js'
import { readUsers, refuseUnknownAccounts } from './load-users.js'
import { replaceUsers, settingsOfUser } from './users.js'

interface FollowOptions {
  /** The file `DISPARO_USERS`. */
  readonly path: string
  /** Those in force, which are replaced by what is read. */
  readonly users: Map<string, KnownUser>
  /** The accounts in force, which alone a user may name. */
  readonly accounts: () => Iterable<string>
  readonly onWrong: (isWrong: boolean) => void
  readonly log: FollowLog
  /** See `followFile`. */
  readonly everyMs?: number
  readonly confirmMs?: number
}

/**
 * Follows the users' file as that of accounts is followed. From the change on a removed user is not let in, nor a former password; what
 * has begun goes on. What is wrong changes nothing and is told as `users:refused`. A user in force whose account goes is the accounts' complaint.
 */
export function followUsers({ users, accounts, log, ...file }: FollowOptions): Followed {
  const settingsOf = (read: readonly KnownUser[]) => settingsHash(read.map(settingsOfUser))
  return followFile<readonly KnownUser[]>({
    ...file,
    loaded: [...users.values()],
    load: async () => {
      const read = await readUsers(file.path)
      if (settingsOf(read) !== settingsOf([...users.values()])) {
        refuseUnknownAccounts(file.path, read, new Set(accounts()))
      }
      return read
    },
    settingsOf,
    onChange: (read) => {
      replaceUsers(users, read)
      log.info({ event: 'users:changed', users: [...users.keys()] })
    },
    tell: {
      accepted: () => log.info({ event: 'users:accepted' }),
      refused: (reason) => log.error({ event: 'users:refused', reason, hint: refusedHint }),
    },
  })
}

const refusedHint = 'Nothing has changed: the users read before go on. A start would fail with this.'
