import { z } from 'zod'

export const AccountParams = z.object({
  account: z.string().max(100).meta({ description: 'The name of a configured account.', example: 'default' }),
})

/** An account, and the id of a message or batch of it. */
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
