import { z } from 'zod'
import { HasWorker, Lane } from '../messages/index.js'
import { AccountParams, count, Instant, operation } from '../operation/index.js'
import { batchTypes } from './media-types.js'
import { tableQuery } from './query.js'
import { RowProblem, Suspicions } from './receipt.js'

const Count = z.int()
const mostTests = 10

const numbers = z
  .string()
  .refine((text) => /^[1-9]\d{0,6}(?:,[1-9]\d{0,6}){0,9}$/.test(text), {
    error: `must be 1 to ${mostTests} numbers of rows, from 1 on, separated by commas`,
  })
  .transform((text) => text.split(',').map(Number))

/** Which rows go to who tests them, and how a table is read. */
export const TestQuery = z
  .strictObject({
    first: count(mostTests)
      .transform(Number)
      .optional()
      .meta({ description: 'How many of the first good rows, up to 10. Default 3.' }),
    rows: numbers.optional().meta({
      description: 'Which rows, by their numbers and separated by commas, in place of the first ones.',
      example: '1,57',
    }),
    ...tableQuery,
  })
  .check(({ value: { first, rows }, issues, ...context }) => {
    if (first === undefined || rows === undefined) return
    issues.push({
      ...context,
      code: 'custom',
      path: ['first'],
      input: first,
      message: 'must be left out where `rows` says which',
    })
  })

/** A phone stands in no address and in no body that is kept and hashed: it is the request's, not the rows'. */
export const TestHeaders = z.object({
  'test-to': z.string('is missing: the number that the rows go to').min(1).max(100).meta({
    description: 'The number that the rows go to, in any usual writing.',
    example: '+55 11 90000-0001',
  }),
})

/** What is answered for rows that went to who tests them. */
export const TestReceipt = z
  .object({
    lane: Lane,
    tests: z
      .array(
        z.object({
          row: Count,
          line: Count.optional(),
          id: z.string(),
          suppressed: z.string().optional().meta({
            description: 'The code of why it would not be sent now (docs/errors.md).',
          }),
        }),
      )
      .meta({ description: 'The messages, by their rows.' }),
    problems: z
      .array(RowProblem)
      .meta({ description: 'What is wrong with rows that were to go, or were passed over.' }),
    suspicions: Suspicions,
    estimatedSendAt: Instant.optional(),
    hasWorker: HasWorker,
  })
  .meta({ id: 'TestReceipt' })
export type TestReceipt = z.infer<typeof TestReceipt>

export const testOperations = {
  sendTest: operation({
    method: 'POST',
    path: '/v1/accounts/:account/batches/test',
    tag: 'batches',
    role: 'send',
    summary: 'Send a few rows of a batch to yourself',
    description:
      'Rows as they would go, to the number in `Test-To`: now, in the urgent lane, outside every batch, and with a label that begins with `test`. Each request sends anew.',
    params: AccountParams,
    query: TestQuery,
    headers: TestHeaders,
    upload: batchTypes,
    responses: { 202: TestReceipt },
    problems: [
      'malformed-body',
      'invalid-request',
      'unknown-account',
      'body-too-large',
      'unsupported-media-type',
      'invalid-message',
      'invalid-columns',
      'invalid-rows',
      'broken-input',
      'storage-unavailable',
      'data-key-missing',
      'too-busy',
      'no-room',
      'quota-exceeded',
    ],
  }),
} as const
