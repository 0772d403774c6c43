import { z } from 'zod'
import { problemCoding, problemColumn } from './field-code.js'

/** What is wrong with one field, and what to do about it; it repeats no value of the input. */
export const FieldProblem = z.object({
  row: z.int().optional(),
  line: z.int().optional(),
  column: problemColumn,
  path: z.string(),
  message: z.string(),
  ...problemCoding,
})
export type FieldProblem = z.infer<typeof FieldProblem>

/** A problem as RFC 9457 has it, with the members that some kinds add. Nothing here repeats a value of the input. */
export const Problem = z
  .object({
    type: z.string().meta({ example: '/problems/invalid-message' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({ description: 'The request, as the log of this service names it.' }),
    errors: z.array(FieldProblem).optional().meta({
      description: 'Every bad field: where it is, and what to do. Rows count from 1.',
    }),
    idempotencyKey: z.string().optional().meta({
      description: 'Send it as Idempotency-Key when repeating: what is enqueued already is not sent twice.',
    }),
    batch: z.looseObject({ id: z.string(), rows: z.int(), rejected: z.int() }).optional().meta({
      description: 'Of a batch that ended early: its receipt so far.',
    }),
    earlier: z
      .object({ id: z.string(), rejectedRows: z.int(), unfinished: z.boolean() })
      .optional()
      .meta({ description: '`changed-source`: the batch that the input of this name became.' }),
    quota: z.enum(['waiting', 'perMinute']).optional().meta({ description: 'Which quota is used up.' }),
    max: z.int().optional().meta({ description: 'How many messages that quota has.' }),
    rows: z.int().optional().meta({ description: '`invalid-rows`: rows read.' }),
    rejected: z.int().optional().meta({ description: '`invalid-rows`: bad ones of them.' }),
    keyId: z.string().optional().meta({ description: '`data-key-missing`: the data key that is needed.' }),
  })
  .loose()
  .meta({ id: 'Problem', description: 'RFC 9457' })
export type Problem = z.infer<typeof Problem>
