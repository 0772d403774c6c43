import {
  type Followed,
  type FollowedFile,
  type FollowLog,
  followFile,
  settingsHash,
} from '../follow/index.js'

/** What is configured now, in plain values: what is not the same afterwards has changed. */
export interface Loaded {
  /** Why a start would fail with them, though they can be served: told, and nothing more. */
  readonly complaint?: string | undefined
}

interface FollowOptions<Configured extends Loaded>
  extends Omit<FollowedFile<Configured>, 'settingsOf' | 'complaintOf' | 'tell'> {
  readonly log: FollowLog
}

/** Follows the configured accounts (`followFile`). What is wrong is told as `accounts:refused`. */
export function followAccounts<Configured extends Loaded>({
  log,
  ...file
}: FollowOptions<Configured>): Followed {
  return followFile({
    ...file,
    settingsOf: (loaded) => settingsHash({ ...loaded, complaint: undefined }),
    complaintOf: ({ complaint }) => complaint,
    tell: {
      accepted: () => log.info({ event: 'accounts:accepted' }),
      refused: (reason) => log.error({ event: 'accounts:refused', reason, hint: refusedHint }),
      doubtful: (reason) => log.warn({ event: 'accounts:doubtful', reason, hint: startHint }),
    },
  })
}

const refusedHint = 'Nothing has changed: the accounts read before go on. A start would fail with this.'
const startHint = 'The accounts are in force, but a start would fail with this.'
