import { z } from 'zod'
import { Instant } from '../operation/index.js'

const Count = z.int()

/** Whether an account may send now, and how much. */
export const Gate = z
  .object({
    open: z.boolean(),
    reason: z.string().optional().meta({
      description:
        'Why it is closed: `throttled`, `http-401` and the like, or `limit-exhausted`, when Hi Platform says that nothing is left of its limit.',
    }),
    closedUntil: Instant.optional().meta({
      description: 'For `limit-exhausted` it is open afterwards; else the next attempt tries whether it is.',
    }),
    closedSince: Instant.optional().meta({ description: 'Since when it is closed, where that was noted.' }),
    limit: z.object({
      max: Count.meta({ description: 'Requests in any `windowMs`: what is in force now.' }),
      windowMs: Count,
      configured: Count.meta({
        description: "The account's `limit.max`; `max` is less while Hi Platform announces less.",
      }),
      loweredUntil: Instant.optional().meta({
        description: 'Until when the lower limit is in force, unless Hi Platform says it again.',
      }),
      announced: Count.optional().meta({
        description: 'The higher limit that Hi Platform announces, which changes nothing.',
      }),
    }),
    restingTemplates: z
      .array(
        z.object({
          namespace: z.string(),
          elementName: z.string(),
          reason: z.string(),
          since: Instant.meta({ description: 'When its messages began to be refused.' }),
          until: Instant.meta({ description: 'When the next of its messages tries.' }),
        }),
      )
      .meta({ description: 'Templates whose messages are refused while others get through.' }),
  })
  .meta({ id: 'Gate' })
export type Gate = z.infer<typeof Gate>
