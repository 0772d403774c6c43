import type { Disparo } from '@disparo/core'
import { ProblemError } from '../problem/problem-error.js'

/** The accounts this service serves, by name. */
export type Accounts = ReadonlyMap<string, Disparo>

/** @throws ProblemError `unknown-account`, which lists no other accounts */
export function findAccount(accounts: Accounts, name: string): Disparo {
  const disparo = accounts.get(name)
  if (disparo) return disparo
  throw new ProblemError('unknown-account', {
    detail: 'No account of this name is configured here: compare the URL with the names in DISPARO_ACCOUNTS.',
  })
}
