import { z } from 'zod'
import { RowProblem } from '../batches/index.js'
import { flag, Moment, QueryMoment } from '../operation/index.js'
import { Suppression, SuppressionCovers, SuppressionReason, SuppressionScope } from './suppression.js'

const Count = z.int()
const Phone = z
  .string('must be text')
  .min(1, 'must be a phone number')
  .max(64, 'must be a phone number')
  .meta({
    description: 'A phone number in any usual writing, with or without the ninth digit.',
    example: '5511900000001',
  })
const listDate = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'must be a date like 2026-11-30')
const name = (most: number) => z.string().min(1).max(most, `must have 1 to ${most} characters`)

/** Of what all rows are; with a person in JSON their own fields say it. */
export const SuppressQuery = z.strictObject({
  reason: SuppressionReason.optional().meta({ description: 'Default `manual`.' }),
  covers: SuppressionCovers.optional().meta({
    description: 'Default: `marketing` for `opt-out` and `legal-list`, else `all-but-otp`.',
  }),
  scope: SuppressionScope.optional().meta({ description: 'Default `account`.' }),
  until: QueryMoment.optional().meta({ description: 'Default: until it is lifted.' }),
  keepNumbers: z
    .enum(['true', 'false'], 'must be true or false')
    .transform((text) => text === 'true')
    .optional()
    .meta({
      description:
        "Keep the numbers, sealed by a data key. Default: the account's `suppression.keepNumbers`.",
    }),
  list: name(60).optional().meta({
    description: 'What the list is called; needed for a list of the law.',
    example: 'nao-me-ligue',
  }),
  listDate: listDate.optional().meta({
    description: 'Of what date it is: not older than that of its last import, nor to come. Default: today.',
  }),
  replace: flag.meta({
    description: 'Also lift who was on a former import of the list and is not on this one.',
  }),
  shrink: flag.meta({
    description:
      '`replace` may lift more than half of the list, which is refused otherwise: it may be half a file.',
  }),
  skipBad: flag.meta({ description: 'Import the good rows where some are bad.' }),
  column: name(100)
    .optional()
    .meta({ description: 'The column of a CSV that has the numbers.', example: 'celular' }),
})

/** One person, as `application/json`. */
export const NewSuppression = z
  .strictObject({
    to: Phone,
    reason: SuppressionReason.optional(),
    covers: SuppressionCovers.optional(),
    scope: SuppressionScope.optional(),
    since: Moment.optional(),
    until: Moment.optional(),
    keepNumbers: z.boolean('must be true or false').optional(),
    list: name(60).optional().meta({ description: 'Needed for a list of the law.' }),
    listDate: listDate.optional(),
    rule: name(40).optional(),
    message: name(64).optional(),
  })
  .meta({ id: 'NewSuppression' })
export type NewSuppression = z.infer<typeof NewSuppression>

/** What became of it: `rows = added + changed + unchanged + rejected`. */
export const SuppressionReceipt = z
  .object({
    import: z
      .string()
      .optional()
      .meta({ description: 'What `remove` lifts all of it by; absent for one person.' }),
    rows: Count,
    added: Count,
    changed: Count.meta({
      description: 'There already by the same source, and more is covered now, or for longer.',
    }),
    unchanged: Count.meta({
      description:
        'There already by the same source, for as much and as long at least; or twice in the input.',
    }),
    replaced: Count.meta({ description: 'Lifted, for they are not on the list any more (`replace`).' }),
    rejected: Count.meta({ description: 'Bad rows, with `skipBad`; without it a bad row imports nobody.' }),
    problems: z.array(RowProblem),
    encoding: z.string().optional().meta({ description: "What a CSV's text was read as." }),
  })
  .meta({ id: 'SuppressionReceipt' })
export type SuppressionReceipt = z.infer<typeof SuppressionReceipt>

export const SuppressionSearch = z.strictObject({ to: Phone })

const scope = SuppressionScope.optional()

/** Whose suppressions are lifted: a person's, an import's, or those of a reason. */
export const SuppressionRemoval = z
  .strictObject({
    to: Phone.optional(),
    person: z
      .string()
      .regex(/^[\w-]{11}$/, 'must be what a listed suppression has as person')
      .optional(),
    import: name(64).optional().meta({ description: 'All of an import.' }),
    reason: SuppressionReason.optional().meta({
      description:
        'Of a person: default every reason but `legal-list`. Of all people with `by`, `rule` or `from` alone.',
    }),
    by: name(200).optional(),
    rule: name(40)
      .optional()
      .meta({ description: 'What a rule made goes only where it is named, or its import is.' }),
    from: Moment.optional().meta({ description: 'Added then or later.' }),
    until: Moment.optional().meta({ description: 'Added then or before.' }),
    scope,
    why: z.string().trim().min(1).max(200, 'must have 1 to 200 characters').optional().meta({
      description: 'Why it is lifted: told with who, what and when, by `search` and `counts`.',
    }),
  })
  .refine(({ to, person, import: imported, reason }) => to ?? person ?? imported ?? reason, {
    message: 'must have `to`, `person`, `import` or `reason`',
  })
  .refine(({ to, person, import: id, by, rule, from }) => to ?? person ?? id ?? by ?? rule ?? from, {
    message: 'must have `by`, `rule` or `from` beside `reason`, or say whose: alone it would lift everybody',
  })
  .refine(
    ({ to, person, ...others }) =>
      [to, person].filter((whom) => whom !== undefined).length === 0 ||
      ((to === undefined || person === undefined) &&
        [others.import, others.by, others.rule, others.from, others.until].every(
          (value) => value === undefined,
        )),
    { message: 'a person goes with `reason`, `scope` and `why` alone' },
  )

export const SuppressionsLifted = z
  .object({
    lifted: Count,
    remaining: z.array(Suppression).optional().meta({
      description: 'What still suppresses the person, where their number was given.',
    }),
    incomplete: z.literal(true).optional().meta({
      description: 'A data key is missing here: there may be more, which was not lifted.',
    }),
  })
  .meta({ id: 'SuppressionsLifted' })
export type SuppressionsLifted = z.infer<typeof SuppressionsLifted>
