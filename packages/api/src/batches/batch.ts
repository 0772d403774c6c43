import { z } from 'zod'
import { HasWorker, Lane, Message, MessageStatus } from '../messages/index.js'
import { Instant, Next } from '../operation/index.js'

const Count = z.int()

export const BatchPhase = z.enum(['running', 'paused', 'cancelled'])
export type BatchPhase = z.infer<typeof BatchPhase>

/** How far a batch is. */
export const Batch = z
  .object({
    id: z.string(),
    lane: Lane,
    state: BatchPhase.meta({
      description: '`running` unless it is paused or cancelled, also when all of it is settled.',
    }),
    createdAt: Instant,
    total: Count,
    rejectedRows: Count,
    counts: z.record(MessageStatus, Count).meta({ description: 'Messages by status; their sum is `total`.' }),
    hasWorker: HasWorker,
  })
  .meta({ id: 'Batch' })
export type Batch = z.infer<typeof Batch>

export const BatchPage = z.object({ messages: z.array(Message), next: Next }).meta({ id: 'BatchPage' })
export type BatchPage = z.infer<typeof BatchPage>
