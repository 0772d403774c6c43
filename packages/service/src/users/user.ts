import type { XmlCase } from '@disparo/hi-platform/xml'

/** What a user may do. Each stands for itself: `admin` does not contain `send`. */
export const roles = ['send', 'read', 'operate', 'admin'] as const

/**
 * `send` enqueues, and pauses, resumes and cancels what it enqueued; `read` sees messages, batches, reports and queues; `operate` decides about what is in doubt,
 * tries again what failed, and pauses, resumes and cancels batches; `admin` removes.
 */
export type Role = (typeof roles)[number]

/** Who asks, after having shown the right password. */
export interface User {
  readonly name: string
  readonly roles: ReadonlySet<Role>
  /** Names of the accounts this user sees; `*` is all there are. */
  readonly accounts: '*' | ReadonlySet<string>
  /** How the XML interface answers this user. Default: as the seed does. */
  readonly xmlCase?: XmlCase | undefined
  /** Who asks has shown an API key, and no password. */
  readonly isKey?: boolean
}

/** Whether the account is one of this user's; it need not exist. */
export function maySee({ accounts }: User, account: string): boolean {
  return accounts === '*' || accounts.has(account)
}
