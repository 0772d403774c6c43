import { z } from 'zod'
import { limit } from '../operation/index.js'
import { Message } from './message.js'

const keyLength = 'must have 1 to 200 characters'
const referenceLength = 'must have 1 to 128 characters'

/** What is looked for, in the body: nothing of a person stands in an address. */
export const MessageSearch = z
  .strictObject({
    to: z
      .string('must be text')
      .min(1, 'must be a phone number')
      .max(64, 'must be a phone number')
      .optional()
      .meta({
        description: 'A phone number in any usual writing, with or without the ninth digit.',
        example: '5511900000001',
      }),
    key: z.string('must be text').min(1, keyLength).max(200, keyLength).optional().meta({
      description: 'The idempotency key that the message, or its row, was enqueued with.',
    }),
    reference: z.string('must be text').min(1, referenceLength).max(128, referenceLength).optional().meta({
      description: 'What messages were enqueued with as `reference`.',
    }),
  })
  .refine((by) => Object.values(by).filter((value) => value !== undefined).length === 1, {
    message: 'give one of: to, key, reference',
  })

export const SearchQuery = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,15}\.[0-9a-f-]{36,47}$/, 'must be the next of a page')
    .optional()
    .meta({ description: 'The `next` of the page before.' }),
  limit: limit(1_000, 100),
})

export const MessagesFound = z
  .object({
    messages: z.array(Message).meta({ description: 'The newest first.' }),
    next: z.string().optional().meta({
      description: 'Give it as `after` for the next page; absent on the last one.',
    }),
  })
  .meta({ id: 'MessagesFound' })
export type MessagesFound = z.infer<typeof MessagesFound>
