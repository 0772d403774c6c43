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
  sendAt: QueryMoment.optional().meta({
    description: 'Not before; for rows without a `sendAt` of their own.',
  }),
  expiresAt: QueryMoment.optional().meta({
    description: 'Not after; for rows without an `expiresAt` of their own.',
  }),
})

const digits = z.string().regex(/^\d{1,9}$/, 'must be a whole number')

export const PageQuery = z.strictObject({
  after: digits.default('0').meta({ description: 'Rows after this one: the `next` of the page before.' }),
  limit: digits
    .refine((text) => Number(text) >= 1 && Number(text) <= 1000, 'must be from 1 to 1000')
    .default('100'),
})
