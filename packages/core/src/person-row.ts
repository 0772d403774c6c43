import { z } from 'zod'
import {
  type SuppressionReason,
  type SuppressionScope,
  suppressionCovers,
  suppressionReasons,
} from './contacts/index.js'
import { type Country, Moment, recipientInput, strictObject } from './message/index.js'
import { listDate, listName, messageId, ruleName } from './suppression-options.js'

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
      .literal(
        ofAll.scope,
        `must be ${ofAll.scope}, as all of this import is: say the scope of all, or leave it out`,
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
    const problems = [...timeProblems(read, now), ...listProblems(read, ofAll)]
    for (const { path, message } of problems) context.addIssue({ code: 'custom', path: [path], message })
  })
  return z.preprocess((given) => (typeof given === 'string' ? { to: given } : given), row)
}

export type PersonRowSchema = ReturnType<typeof personRowSchema>
export type PersonRead = z.infer<PersonRowSchema>

interface FieldProblem {
  readonly path: string
  readonly message: string
}

/** What is wrong with when a suppression begins and ends. */
export function timeProblems(
  { since, until }: { readonly since?: Date | undefined; readonly until?: Date | undefined },
  now: number,
): FieldProblem[] {
  return [
    ...(since && since.getTime() > now ? [{ path: 'since', message: 'must not be in the future' }] : []),
    ...(since && since.getTime() < earliest
      ? [{ path: 'since', message: 'must not be before 1970-01-02' }]
      : []),
    ...(until && until.getTime() <= now ? [{ path: 'until', message: 'must be in the future' }] : []),
    ...(until && until.getTime() > latest
      ? [{ path: 'until', message: 'must not be after 2106-01-01: leave it out for no end' }]
      : []),
  ]
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
    ...((reason ?? ofAll.reason) === 'legal-list' ? [{ path: 'list', message: missingList }] : []),
    ...(date === undefined ? [] : [{ path: 'listDate', message: 'is the date of a list: say which' }]),
  ]
}

const missingList = 'is missing: say which list of the law it is, such as nao-me-ligue'
