import type { ProblemKind } from './kinds.js'

/** What every operation may answer that asks who you are; a parameter that it does not have is one reason. */
const ofEveryUser = [
  'invalid-request',
  'unauthorized',
  'forbidden',
  'too-many-failures',
  'too-busy',
  'internal',
] as const

/** All problems that an operation may answer; `role`: what it needs, where it needs a user. */
export function problemsOf({
  problems,
  role,
}: {
  readonly problems: readonly ProblemKind[]
  readonly role?: string
}): ProblemKind[] {
  const all = [
    ...problems,
    ...(problems.includes('storage-unavailable') ? (['storage-full'] as const) : []),
    ...(role === undefined ? [] : ofEveryUser),
  ]
  return [...new Set(all)]
}
