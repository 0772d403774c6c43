/** Why a person is not to be messaged, in the order in which one is told of several; their places are their numbers in Redis. */
export const suppressionReasons = ['opt-out', 'complaint', 'legal-list', 'invalid-number', 'manual'] as const
export type SuppressionReason = (typeof suppressionReasons)[number]

/** What a suppression keeps from a person; their places are their numbers in Redis. */
export const suppressionCovers = ['marketing', 'all-but-otp', 'everything'] as const
export type SuppressionCovers = (typeof suppressionCovers)[number]

/** The list of the account, or that of all accounts. */
export const suppressionScopes = ['account', 'all'] as const
export type SuppressionScope = (typeof suppressionScopes)[number]

/** Who or what has put a person on a list. */
export interface SuppressionSource {
  readonly reason: SuppressionReason
  /** Who did it: a user, or what a program calls itself. */
  readonly by?: string | undefined
  /** The rule that did it by itself. */
  readonly rule?: string | undefined
  /** The import that it came with. */
  readonly import?: string | undefined
  /** What the imported list is called: a newer import of that name takes its place. */
  readonly list?: string | undefined
  /** Of what date the imported list is, `YYYY-MM-DD`. */
  readonly listDate?: string | undefined
  /** When the import began, ISO 8601. */
  readonly at?: string | undefined
}

/** One reason for which a person is not to be messaged. */
export interface Suppression extends SuppressionSource {
  readonly scope: SuppressionScope
  readonly covers: SuppressionCovers
  readonly since: Date
  /** Absent: until it is lifted. */
  readonly until?: Date
  /** The message that made it. */
  readonly message?: string
}

/** What a reason covers unless somebody says more. */
export const usualCovers: Readonly<Record<SuppressionReason, SuppressionCovers>> = {
  'opt-out': 'marketing',
  complaint: 'all-but-otp',
  'legal-list': 'marketing',
  'invalid-number': 'all-but-otp',
  manual: 'all-but-otp',
}
