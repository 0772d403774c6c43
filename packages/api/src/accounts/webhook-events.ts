import { z } from 'zod'
import { Instant, limit } from '../operation/index.js'

export const UnmatchedQuery = z.strictObject({
  limit: limit(1_000, 100),
  before: z
    .string()
    .regex(/^\d{1,15}-\d{1,15}$/, 'must be the next of a page')
    .optional()
    .meta({ description: 'The `next` of the page before.' }),
})

/** Events of Hi Broker's webhook that no message is known of, and replies whose text cannot be found. */
export const UnmatchedEvents = z
  .object({
    total: z.int().meta({ description: 'How many are kept: 10,000 at most, for 7 days.' }),
    events: z.array(
      z.object({
        id: z.string(),
        receivedAt: Instant,
        why: z.enum(['no-message', 'no-text']).meta({
          description:
            'Its message is not known; or it is a reply whose text cannot be found, whatever it answers.',
        }),
        event: z.unknown().optional().meta({
          description:
            'As it came, without what is long in it; a text where it is no JSON. Absent where the data key is missing.',
        }),
      }),
    ),
    next: z.string().optional().meta({ description: 'Where older ones follow: their `before`.' }),
  })
  .meta({ id: 'UnmatchedEvents' })
export type UnmatchedEvents = z.infer<typeof UnmatchedEvents>

/** What Hi Broker's webhook is answered. */
export const EventsReceived = z.object({ received: z.int() })
