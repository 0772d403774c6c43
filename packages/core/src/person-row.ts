import { z } from 'zod'
import {
  type SuppressionReason,
  type SuppressionScope,
  suppressionCovers,
  suppressionReasons,
} from './contacts/index.js'
import {
  type Country,
  codingOf,
  type FieldProblem,
  Moment,
  mistake,
  recipientInput,
  strictObject,
} from './message/index.js'
import { listDate, listName, messageId, ruleName, undatedList, unnamedList } from './suppression-options.js'

/** What is said of all rows; a row may say more of itself. */
export interface OfAllRows {
  readonly reason: SuppressionReason
  readonly scope: SuppressionScope
  readonly list?: string | undefined
}

/** A row of an import: a number, or an object. What a row says of itself goes before what is said of all; a list of ours has all of it. */
export function personRowSchema(country: Country, ofAll: OfAllRows, now: number) {
  const row = strictObject({
    to: recipientInput(country),
    since: Moment.optional(),
    until: Moment.optional(),
    reason: z.enum(suppressionReasons).optional(),
    covers: z.enum(suppressionCovers).optional(),
    list: listName.optional(),
    listDate: listDate.optional(),
    rule: ruleName.optional(),
    message: messageId.optional(),
    scope: z
      .unknown()
      .refine(
        (scope) => scope === ofAll.scope,
        mistake(`must be ${ofAll.scope}, as all of this import is: say the scope of all, or leave it out`, {
          code: 'other-scope',
        }),
      )
      .optional(),
    // Who imports says who it is, and the import has an id and a time of its own.
    ...{
      person: z.unknown().optional(),
      by: z.unknown().optional(),
      import: z.unknown().optional(),
      at: z.unknown().optional(),
    },
  }).superRefine((read, context) => {
    // What is no date is one of them, and no moment to compare.
    if (context.issues.length > 0) return
    const problems = [...timeProblems(read, now), ...listProblems(read, ofAll)]
    for (const { path, message, ...coding } of problems)
      context.addIssue({ code: 'custom', path: [path], message, params: codingOf(coding) })
  })
  return z.preprocess((given) => (typeof given === 'string' ? { to: given } : given), row)
}

export type PersonRowSchema = ReturnType<typeof personRowSchema>
export type PersonRead = z.infer<PersonRowSchema>

/** What is wrong with when a suppression begins and ends. */
export function timeProblems(
  { since, until }: { readonly since?: Date | undefined; readonly until?: Date | undefined },
  now: number,
): FieldProblem[] {
  const [from, to] = [since?.getTime() ?? now, until?.getTime() ?? latest]
  return [
    ...(from > now ? [timeProblem('since', 'in-the-future', 'must not be in the future')] : []),
    ...(from < earliest ? [timeProblem('since', 'time-out-of-range', 'must not be before 1970-01-02')] : []),
    ...(to <= now ? [timeProblem('until', 'in-the-past', 'must be in the future')] : []),
    ...(to > latest
      ? [timeProblem('until', 'time-out-of-range', 'must not be after 2106-01-01: leave it out for no end')]
      : []),
  ]
}

function timeProblem(path: string, code: NonNullable<FieldProblem['code']>, message: string): FieldProblem {
  return { path, code, message }
}

/** Times of a suppression are kept in four bytes of seconds. */
const [earliest, latest] = ['1970-01-02T00:00:00Z', '2106-01-01T00:00:00Z'].map((day) => Date.parse(day)) as [
  number,
  number,
]

function listProblems(
  { reason, list, listDate: date }: Pick<PersonRead, 'reason' | 'list' | 'listDate'>,
  ofAll: OfAllRows,
): FieldProblem[] {
  const name = list ?? ofAll.list
  if (name !== undefined) return []
  return [
    ...((reason ?? ofAll.reason) === 'legal-list' ? [{ path: 'list', ...unnamedList }] : []),
    ...(date === undefined ? [] : [{ path: 'listDate', ...undatedList }]),
  ]
}
