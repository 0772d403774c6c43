import type { ProblemKind } from './kinds.js'

/** What every operation may answer that asks who you are. */
const ofEveryUser = ['unauthorized', 'forbidden', 'too-many-failures', 'too-busy', 'internal'] as const

/** All problems that an operation may answer; `role`: what it needs, where it needs a user. */
export function problemsOf({
  problems,
  role,
}: {
  readonly problems: readonly ProblemKind[]
  readonly role?: string
}): ProblemKind[] {
  return [
    ...problems,
    ...(problems.includes('storage-unavailable') ? (['storage-full'] as const) : []),
    ...(role === undefined ? [] : ofEveryUser),
  ]
}
