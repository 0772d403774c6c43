import { z } from 'zod'
import { CountedStatus, LaneChoice, MessageStatus } from '../messages/index.js'
import { after, count, flag, limit, optionalLimit, QueryMoment } from '../operation/index.js'
import { BatchName, BatchState } from './batch.js'

/** Which batches, and which page of them. */
export const BatchListQuery = z.strictObject({
  state: BatchState.optional(),
  q: z
    .string()
    .min(1, 'must have 1 to 100 characters')
    .max(100, 'must have 1 to 100 characters')
    .optional()
    .meta({ description: 'Part of the name (cases and accents are one), or the start of the id.' }),
  after: z
    .string()
    .regex(/^\d{1,15}\.[0-9a-f-]{36}$/, 'must be the next of a page')
    .optional()
    .meta({ description: 'The `next` of the page before.' }),
  limit: limit(200, 20),
})

/** Statuses, separated by commas. */
function statuses<const Status extends string>(options: readonly Status[]) {
  return z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(options, `must be of ${options.join(', ')}, by commas`)))
}

const reason = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/, 'must be a code, such as http-400 or 131026')
  .optional()
  .meta({
    description:
      'Only those that are rejected, failed, suppressed or unknown for this reason: `http-400` is every refusal of that status, `http-400-3f9a2c` those in the same words.',
  })

/** Which failures of a batch are sent again. */
export const BatchRetryQuery = z.strictObject({ reason, after })

/** Which statuses are counted by time, and how. */
export const BatchSeriesQuery = z.strictObject({
  by: z.enum(['minute', 'hour']).default('hour'),
  status: statuses(CountedStatus.options)
    .optional()
    .meta({ description: 'Only these, separated by commas.', example: 'accepted,sent,received,read,failed' }),
})

/** Which messages of a batch, and which page of them. */
export const BatchMessagesQuery = z.strictObject({
  status: statuses(MessageStatus.options)
    .optional()
    .meta({ description: 'Only those of these statuses, separated by commas.', example: 'rejected,failed' }),
  reason,
  after,
  content: flag.meta({
    description:
      'Also what they say, as long as it is known: of messages that wait, and for some days of those that failed. Needs the role `send`, too. A CSV then has columns that a batch is read from.',
  }),
  limit: optionalLimit(1_000).meta({ description: '100 where it is absent. An export has no limit.' }),
})

/** More than there are fields. */
const mostMapped = 130
const mapped = z.string().max(600, 'must have at most 600 characters')

/** How the columns of a table are read. */
export const tableQuery = {
  sheet: z.string().min(1).max(100).optional().meta({
    description: 'The sheet of a workbook that is read; the first visible one when absent.',
  }),
  template: z.string().min(1).max(512).optional().meta({
    description: 'The `elementName` of all rows of a table, in place of a column.',
  }),
  namespace: z.string().min(1).max(256).optional().meta({
    description: 'The `namespace` of all rows of a table, in place of a column.',
  }),
  map: z
    .union([
      mapped.transform((pair) => [pair]),
      z.array(mapped).max(mostMapped, `must be at most ${mostMapped}`).readonly(),
    ])
    .optional()
    .meta({
      description:
        'Which column of a table fills a field, as `field=column`; as often as there are such columns.',
      example: ['to=telefone', 'body1=nome'],
    }),
  ignoreColumns: flag.meta({
    description:
      'Leave out columns of a table that are neither known nor mapped; without it they are refused.',
  }),
}

/** How the rows of a batch are to be read and treated. */
export const BatchQuery = z.strictObject({
  strict: flag.meta({ description: 'Enqueue all rows or, when any is bad, none.' }),
  check: flag.meta({ description: 'Enqueue nothing, and answer what would be.' }),
  sha256: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, 'must be a SHA-256 in hex: 64 digits, such as the contentSha256 of a check')
    .optional()
    .meta({
      description: 'Take the body only if this is its SHA-256, as a check has answered it (`contentSha256`).',
    }),
  ...tableQuery,
  lane: LaneChoice.default('bulk'),
  into: z.string().min(1).max(200).optional().meta({
    description:
      'The id of a batch that the rows are corrections of: those that it has are `unchanged`, whatever became of them, and new ones go. An Idempotency-Key is not needed then, and not looked at.',
  }),
  replace: flag.meta({
    description:
      'Also cancel what of the batch has not begun and is not among the rows, where all of them are good.',
  }),
  unique: z.literal('to', 'must be to').optional().meta({
    description: 'Of rows for one person enqueue the first only.',
  }),
  canary: count(1_000).transform(Number).optional().meta({
    description:
      'So many messages of a new batch are sent first; the others wait for what they come to, for `canaryWaitMs` at most. It halts where more than a tenth of them (and more than one) are rejected or failed, or fewer than half are accepted.',
  }),
  maxPerMinute: count(1_000_000).transform(Number).optional().meta({
    description:
      'So many messages of a new batch begin in any minute, at most, so that others go beside it; PATCH of the batch changes it. For the lane `bulk`.',
  }),
  name: BatchName.optional(),
  source: z.string().min(1).max(200).optional().meta({
    description:
      "The name of the input, such as a hash of the file's: within a day another one of this name is refused where the first left rows behind. Only a hash of it is kept.",
  }),
  anew: flag.meta({
    description: 'The input has nothing to do with what came under this `source` before.',
  }),
  sendAt: QueryMoment.optional().meta({
    description: 'Not before; for rows without a `sendAt` of their own.',
  }),
  expiresAt: QueryMoment.optional().meta({
    description: 'Not after; for rows without an `expiresAt` of their own.',
  }),
})
