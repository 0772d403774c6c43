import type { BatchCheck } from '@disparo/api'

export const pills = [
  'valid',
  'error',
  'suspect',
  'repeated',
  'suppressed',
  'recent',
  'samePerson',
  'same',
] as const
export type Pill = (typeof pills)[number]

/** Rows that are sent if nothing changes. */
export function sendableOf({ enqueued, suppressed }: BatchCheck): number {
  return enqueued - suppressed
}

/** How many rows a pill has. */
export function countOf(pill: Pill, check: BatchCheck): number {
  const { named, suspicions } = check
  switch (pill) {
    case 'valid':
      return sendableOf(check)
    case 'error':
      return check.rejected
    case 'suspect': {
      const all = suspicions.reduce((sum, { count }) => sum + count, 0)
      // A row may look wrong in two ways: where all are named, it counts once.
      return all > named.suspicious.length ? all : new Set(rowsIn(named.suspicious)).size
    }
    case 'repeated':
      return check.repeated + check.duplicates
    case 'suppressed':
      return check.suppressed
    case 'recent':
      return check.recent?.count ?? 0
    case 'samePerson':
      return check.samePerson
    case 'same':
      return check.unchanged
  }
}

/** Which rows a pill shows, as far as they are named; `undefined`: all but those that are something else. */
export function rowsOf(pill: Pill, { problems, named }: BatchCheck): readonly number[] | undefined {
  const lists = {
    error: problems,
    suspect: named.suspicious,
    repeated: [...named.repeated, ...named.duplicates],
    suppressed: named.suppressed,
    recent: named.recent ?? [],
    samePerson: named.samePerson,
    same: named.unchanged,
  }
  if (pill === 'valid') return undefined
  return [...new Set(rowsIn(lists[pill]))].sort((one, other) => one - other)
}

/** Rows that are not sent, as far as they are named. */
export function unsentRows(check: BatchCheck, isUnique: boolean): ReadonlySet<number> {
  const { problems, named } = check
  const lists = [problems, named.repeated, named.duplicates, named.suppressed, named.unchanged]
  return new Set([...lists, ...(isUnique ? [named.samePerson] : [])].flatMap(rowsIn))
}

/** Whether a pill is shown: those that people look for also where they have no row. */
export function isShown(pill: Pill, check: BatchCheck): boolean {
  if (pill === 'recent') return check.recent !== undefined
  return (pill !== 'samePerson' && pill !== 'same') || countOf(pill, check) > 0
}

function rowsIn(list: readonly { readonly row: number }[]): number[] {
  return list.map(({ row }) => row)
}
