import { z } from 'zod'
import { CountedStatus } from '../messages/index.js'
import { Instant, Next } from '../operation/index.js'

const Count = z.int()

/** How many messages of a batch came to which status when. */
export const BatchSeries = z
  .object({
    by: z.enum(['minute', 'hour']),
    points: z
      .array(z.object({ at: Instant, counts: z.partialRecord(CountedStatus, Count) }))
      .meta({ description: 'In order of time; minutes and hours in which nothing happened are left out.' }),
  })
  .meta({ id: 'BatchSeries' })
export type BatchSeries = z.infer<typeof BatchSeries>

/** What came of sending a batch's failures again. */
export const BatchRetry = z
  .object({
    retried: Count,
    kept: z
      .partialRecord(
        z.enum([
          'not-failed',
          'in-doubt',
          'rejected',
          'already-sent',
          'expired',
          'forgotten',
          'cancelled',
          'suppressed',
          'job-missing',
        ]),
        Count,
      )
      .meta({
        description: 'What is in the way of the others that failed or were rejected, and of how many.',
      }),
    next: Next,
  })
  .meta({ id: 'BatchRetry' })
export type BatchRetry = z.infer<typeof BatchRetry>

/** Why messages of a batch are rejected, failed, suppressed or unknown. */
export const BatchReasons = z
  .object({
    reasons: z
      .array(
        z.object({
          code: z.string().meta({
            description:
              "Ours (`http-400-3f9a2c`, `timeout`) or Meta's (`131026`). Different refusals of one status have different ends.",
          }),
          reason: z.string().meta({ description: 'What happened.' }),
          detail: z.string().optional().meta({
            description: "Upstream's words, where the code is by them: without what they say of a message.",
          }),
          count: Count,
          advice: z.string().meta({ description: 'What to do.' }),
          retry: z
            .enum(['now', 'later', 'never'])
            .meta({ description: 'Whether sending the same message again can help.' }),
        }),
      )
      .meta({ description: 'Most messages first; 100 codes, and `other` for the rest.' }),
  })
  .meta({ id: 'BatchReasons' })
export type BatchReasons = z.infer<typeof BatchReasons>
