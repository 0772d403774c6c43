import type { User } from '@disparo/service/users'
import { ProblemError } from '../problem/problem-error.js'

/** The list for all is every account's: who may not see one of them has no say in it. */
export function refuseListOfAll({ accounts }: User, scope: string | undefined): void {
  if (scope !== 'all' || accounts === '*') return
  throw new ProblemError('forbidden', {
    detail: 'The list for all accounts is for users who see all of them ("accounts": "*" in DISPARO_USERS).',
  })
}

/** What of a change may stand in a log. */
export function changeToLog({
  reason,
  scope,
}: {
  readonly reason?: string | undefined
  readonly scope?: string | undefined
}) {
  return { reason, scope: scope ?? 'account' }
}
