import { z } from 'zod'
import { Holdup } from '../batches/index.js'
import { Callbacks } from '../callbacks/index.js'
import { Lane } from '../messages/index.js'
import { Instant } from '../operation/index.js'
import { Gate } from './gate.js'
import { Report } from './report.js'

const Count = z.int()

const LaneState = z.object({
  waiting: Count,
  active: Count.meta({ description: 'Under way.' }),
  delayed: Count.meta({
    description: 'Put off: to their `sendAt`, their next attempt, the end of a doubt or of a pause.',
  }),
  paused: z.boolean(),
})

/** How an account stands as a whole. */
export const Account = z
  .object({
    account: z.string(),
    gate: Gate,
    permitsUsed: Count.meta({
      description: 'Permits taken in the last window; `gate.limit` says how many there are.',
    }),
    sentByMinute: z.array(z.object({ at: Instant, messages: Count })).meta({
      description: 'The messages that went out in each minute of the last hour; the last one goes on.',
    }),
    lanes: z.record(Lane, LaneState),
    urgent: z.object({ messages: Count, p50Ms: Count, p95Ms: Count }).optional().meta({
      description:
        'How long urgent messages of the last hour took (the latest 1,000), from when they might go to their acceptance. Absent where none went out.',
    }),
    urgentFailures: Count.meta({
      description: 'Urgent messages that were rejected or failed within the last hour, and were not retried.',
    }),
    hasWorker: z.boolean(),
    workers: z
      .array(z.object({ name: z.string(), version: z.string(), since: Instant, lastSeenAt: Instant }))
      .meta({ description: 'Those that serve it; `name` is host and process.' }),
    report: Report,
    reportLagSeconds: Count.optional().meta({
      description: 'How far following the report is behind; absent over XML.',
    }),
    callbacks: Callbacks,
    unknown: Count.meta({ description: 'Messages in doubt.' }),
    holdups: z.array(Holdup).meta({
      description: 'Every reason for which nothing, or less, is sent now.',
    }),
  })
  .meta({ id: 'Account' })
export type Account = z.infer<typeof Account>
