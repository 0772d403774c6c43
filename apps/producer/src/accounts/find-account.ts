import type { Disparo } from '@disparo/core'
import { ProblemError } from '../problem/problem-error.js'

/** The accounts this service serves now, by name: one that is gone the next time is no more to be had. */
export type Accounts = ReadonlyMap<string, Disparo>

/** @throws ProblemError `unknown-account` */
export function findAccount(accounts: Accounts, name: string): Disparo {
  const disparo = accounts.get(name)
  if (disparo) return disparo
  throw unknownAccount()
}

/** Lists no other accounts, and is the same for one that the user may not see. */
export function unknownAccount(): ProblemError {
  return new ProblemError('unknown-account', {
    detail: 'No account of this name is open to you: compare the URL with the names in DISPARO_ACCOUNTS.',
  })
}
