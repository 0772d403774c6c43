import { z } from 'zod'
import { Instant, Moment } from '../operation/index.js'

const Count = z.int()

/** How the callbacks of an account stand. */
export const Callbacks = z
  .object({
    configured: z.boolean().optional().meta({
      description:
        'Whether the account has a callback, as its workers have it; absent where none has run yet.',
    }),
    enabled: z.boolean().meta({
      description: '`false`: 50 deliveries in a row have failed over a day, or the receiver answered 410.',
    }),
    disabled: z.object({ at: Instant, reason: z.string() }).optional(),
    pausedUntil: Instant.optional().meta({
      description: 'There while the receiver takes nothing: single callbacks try from then on.',
    }),
    waiting: Count.meta({ description: 'Not delivered yet, those that wait for another attempt included.' }),
    failed: Count.meta({ description: 'Put aside after all attempts, for 7 days: what a replay delivers.' }),
    outbox: z
      .object({
        events: Count,
        mostEvents: Count,
        oldestAt: Instant.optional(),
        mostDays: z.number(),
        used: z.number().meta({ description: '0 to 1: by number or by age, whichever is more.' }),
        dropped: Count.meta({ description: 'Never told: they were beyond the bounds.' }),
      })
      .meta({
        description:
          'Where changes rest that the receiver does not take. Beyond its bounds the oldest are dropped.',
      }),
    failuresInRow: Count,
    lastSuccessAt: Instant.optional(),
    lastFailure: z.object({ at: Instant, reason: z.string() }).optional(),
  })
  .meta({ id: 'Callbacks' })
export type Callbacks = z.infer<typeof Callbacks>

export const Replay = z
  .strictObject({
    since: Moment.optional().meta({ description: 'Only changes written at this moment or later.' }),
  })
  .nullish()

export const CallbackReplay = z
  .object({
    replayed: Count.meta({ description: 'Were put aside, and are delivered again, with all attempts.' }),
    promoted: Count.meta({ description: 'Waited for their next attempt, which is now.' }),
  })
  .meta({ id: 'CallbackReplay' })
export type CallbackReplay = z.infer<typeof CallbackReplay>
