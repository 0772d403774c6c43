import type { Suppression, SuppressionReason } from '@disparo/api'

/** What can be lifted of a person in one step: all records of a reason on a list, or all that are not of the law. */
export interface LiftOption {
  readonly id: string
  readonly scope: 'account' | 'all'
  /** Absent: all of the account but lists of the law. */
  readonly reason?: SuppressionReason
}

export function liftOptions(found: readonly Pick<Suppression, 'reason' | 'scope'>[]): LiftOption[] {
  const each = new Map(
    found.map(({ scope, reason }) => [`${scope}/${reason}`, { id: `${scope}/${reason}`, scope, reason }]),
  )
  const options = [...each.values()]
  const usual = options.filter(({ scope, reason }) => scope === 'account' && reason !== 'legal-list')
  return usual.length > 1 ? [{ id: 'usual', scope: 'account' }, ...options] : options
}
