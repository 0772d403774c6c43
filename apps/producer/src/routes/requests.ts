import { z } from 'zod'
import { LaneChoice } from './lane-choice.js'
import { QueryMoment } from './moment.js'

export const AccountParams = z.object({
  account: z.string().max(100).meta({ description: 'The name of a configured account.', example: 'default' }),
})

export const IdParams = AccountParams.extend({ id: z.string().min(1).max(200) })

export const KeyHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(1, 'must have 1 to 200 characters')
    .max(200, 'must have 1 to 200 characters')
    .optional()
    .meta({
      description:
        'The same key is the same message or batch, however often it is sent: repeat with it after any failure.',
      example: 'order-4711-confirmation',
    }),
})

export const BatchQuery = z.strictObject({
  strict: z
    .enum(['true', 'false'], 'must be true or false')
    .default('false')
    .meta({ description: 'Enqueue all rows or, when any is bad, none.' }),
  sheet: z.string().min(1).max(100).optional().meta({
    description: 'The sheet of a workbook that is read; the first visible one when absent.',
  }),
  lane: LaneChoice.default('bulk'),
  into: z.string().min(1).max(200).optional().meta({
    description:
      'The id of a batch that the rows are corrections of: those that it has are `unchanged`, whatever became of them, and new ones go. An Idempotency-Key is not needed then, and not looked at.',
  }),
  replace: z.enum(['true', 'false'], 'must be true or false').default('false').meta({
    description:
      'Also cancel what of the batch has not begun and is not among the rows, where all of them are good.',
  }),
  unique: z.literal('to', 'must be to').optional().meta({
    description: 'Of rows for one person enqueue the first only.',
  }),
  source: z.string().min(1).max(200).optional().meta({
    description:
      "The name of the input, such as a hash of the file's: within a day another one of this name is refused where the first left rows behind. Only a hash of it is kept.",
  }),
  anew: z.enum(['true', 'false'], 'must be true or false').default('false').meta({
    description: 'The input has nothing to do with what came under this `source` before.',
  }),
  sendAt: QueryMoment.optional().meta({
    description: 'Not before; for rows without a `sendAt` of their own.',
  }),
  expiresAt: QueryMoment.optional().meta({
    description: 'Not after; for rows without an `expiresAt` of their own.',
  }),
})

const digits = z.string().regex(/^\d{1,9}$/, 'must be a whole number')

export const RejectedQuery = z.strictObject({
  after: digits.default('0').meta({ description: 'The `next` of the page before.' }),
  limit: digits
    .refine((text) => Number(text) >= 1 && Number(text) <= 10_000, 'must be from 1 to 10000')
    .default('1000'),
})

export const PageQuery = z.strictObject({
  after: digits.default('0').meta({ description: 'The `next` of the page before.' }),
  limit: digits
    .refine((text) => Number(text) >= 1 && Number(text) <= 1000, 'must be from 1 to 1000')
    .default('100'),
})
