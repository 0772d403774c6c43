import { z } from 'zod'
import { Instant } from '../operation/index.js'

const Count = z.int()

export const SuppressionReason = z
  .enum(['opt-out', 'complaint', 'legal-list', 'invalid-number', 'manual'])
  .meta({ description: 'Why a person is not to be messaged.' })
export type SuppressionReason = z.infer<typeof SuppressionReason>

export const SuppressionCovers = z
  .enum(['marketing', 'all-but-otp', 'everything'])
  .meta({ description: 'What is kept from them: `all-but-otp` is everything but one-time codes.' })
export type SuppressionCovers = z.infer<typeof SuppressionCovers>

export const SuppressionScope = z.enum(['account', 'all']).meta({
  description: 'The list of the account, or that of all accounts, for which your user must see all.',
})

const source = {
  reason: SuppressionReason,
  by: z.string().optional().meta({ description: 'Who did it.' }),
  rule: z.string().optional().meta({ description: 'The rule that did it by itself.' }),
  import: z.string().optional().meta({ description: 'The import that it came with.' }),
  list: z.string().optional().meta({ description: 'What the imported list is called.' }),
  listDate: z.string().optional().meta({ description: 'Of what date that list is.', example: '2026-11-01' }),
  at: Instant.optional().meta({ description: 'When the import began.' }),
}

/** One reason for which a person is not to be messaged. */
export const Suppression = z
  .object({
    ...source,
    scope: SuppressionScope,
    covers: SuppressionCovers,
    since: Instant,
    until: Instant.optional().meta({ description: 'Absent: until it is lifted.' }),
    message: z.string().optional().meta({ description: 'The message that made it.' }),
  })
  .meta({ id: 'Suppression' })
export type Suppression = z.infer<typeof Suppression>

/** That somebody has lifted suppressions by hand. */
export const SuppressionLift = z
  .object({
    at: Instant,
    by: z.string().optional().meta({ description: 'Who did it.' }),
    why: z.string().optional().meta({ description: 'In their words; absent once the person is forgotten.' }),
    of: z.enum(['person', 'import', 'reason']).meta({ description: 'Whose suppressions it was.' }),
    import: source.import,
    list: source.list,
    rule: source.rule,
    scope: SuppressionScope,
    lifted: z.partialRecord(SuppressionReason, Count).meta({ description: 'How many of each reason.' }),
  })
  .meta({ id: 'SuppressionLift' })
export type SuppressionLift = z.infer<typeof SuppressionLift>

export const SuppressionsFound = z
  .object({
    suppressions: z.array(Suppression).meta({ description: 'None: the person is messaged.' }),
    lifts: z.array(SuppressionLift).optional().meta({
      description: 'What somebody has lifted of the person, the latest first; the first 20.',
    }),
    incomplete: z.literal(true).optional().meta({
      description: 'A data key is missing here, so that there may be more.',
    }),
  })
  .meta({ id: 'SuppressionsFound' })
export type SuppressionsFound = z.infer<typeof SuppressionsFound>

export const ListedSuppression = Suppression.extend({
  person: z
    .string()
    .meta({ description: 'The same for all of one person; `remove` takes it in place of a number.' }),
  to: z.string().optional().meta({ description: 'Where the number is kept (`keepNumbers`), and opens.' }),
}).meta({ id: 'ListedSuppression' })
export type ListedSuppression = z.infer<typeof ListedSuppression>

export const SuppressionPage = z
  .object({
    suppressions: z.array(ListedSuppression),
    next: z
      .string()
      .optional()
      .meta({ description: 'Give it as `after` for the next page; absent on the last one.' }),
  })
  .meta({ id: 'SuppressionPage' })
export type SuppressionPage = z.infer<typeof SuppressionPage>

export const SuppressionCounts = z
  .object({
    total: Count.meta({ description: 'Suppressions; a person may have several.' }),
    sources: z.array(z.object({ ...source, count: Count })).meta({
      description: 'What put them there, the largest first; the first 1,000. Some may have ended.',
    }),
    days: z
      .array(
        z.object({
          day: z.string().meta({ description: 'UTC.', example: '2026-11-30' }),
          reason: SuppressionReason,
          what: z
            .string()
            .meta({ description: 'The rule that added them, `import`, or `hand`; or `lifted`.' }),
          count: Count,
        }),
      )
      .meta({ description: 'The latest first; of 400 days at most, the first 1,000.' }),
    lifts: z.array(SuppressionLift).meta({
      description: 'What was lifted by hand, by whom and why, the latest first; the first 100.',
    }),
  })
  .meta({ id: 'SuppressionCounts' })
export type SuppressionCounts = z.infer<typeof SuppressionCounts>
