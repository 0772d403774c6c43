import { z } from 'zod'
import { HasWorker, Lane, Message, MessageStatus } from '../messages/index.js'
import { Instant, Next } from '../operation/index.js'
import { HaltReason } from './halt-reason.js'
import { EndlessReason, Holdup } from './holdup.js'

const Count = z.int()

export const BatchState = z.enum(['running', 'scheduled', 'paused', 'halted', 'finished', 'cancelled'])
export type BatchState = z.infer<typeof BatchState>

export const BatchSource = z.enum(['csv', 'ndjson', 'json', 'xlsx', 'xml', 'library'])
export type BatchSource = z.infer<typeof BatchSource>

/** What people call a batch. */
export const BatchName = z
  .string()
  .trim()
  .regex(
    /^[^\p{Cc}\p{Zl}\p{Zp}\p{Cs}]{1,100}$/u,
    'must have 1 to 100 characters, on one line and without control characters',
  )
  .meta({
    description: 'What people call it, such as the name of its file.',
    example: 'Clientes de novembro',
  })

const Change = z.object({
  at: Instant,
  by: z.string().optional().meta({ description: 'Who did so; absent where nobody said.' }),
})

/** How far a batch is. */
export const Batch = z
  .object({
    id: z.string(),
    name: z.string().optional(),
    lane: Lane,
    state: BatchState.meta({
      description:
        'The first that is true: `cancelled`, `halted` (it stopped by itself), `paused`, `scheduled` (none of it has begun or may go yet), `finished` (all of it is settled), else `running`. A finished one runs again when a message is retried or corrections come.',
    }),
    createdAt: Instant,
    createdBy: z.string().optional(),
    source: BatchSource.optional().meta({ description: 'What its rows came as.' }),
    sendAt: Instant.optional().meta({
      description: 'When the first of its messages may go; absent where that was at once.',
    }),
    paused: Change.optional(),
    halted: z.object({ reason: HaltReason, at: Instant, rejected: Count, of: Count }).optional().meta({
      description:
        'It stopped by itself: so many of so many outcomes were rejected or failed. Resumed, it goes on and counts anew.',
    }),
    canary: Count.optional().meta({
      description: 'So many of its messages are tried first, and the others wait for what they come to.',
    }),
    maxPerMinute: Count.optional().meta({
      description:
        'So many of its messages begin in any minute, at most; absent where its account alone limits it.',
    }),
    finishedAt: Instant.optional().meta({
      description:
        'When the last of its messages was settled; absent while any is not, or rows may still come.',
    }),
    cancelled: Change.optional(),
    templates: z
      .array(z.object({ namespace: z.string(), elementName: z.string(), count: Count }))
      .meta({ description: 'The five most used, with their messages as they were enqueued.' }),
    total: Count,
    percent: z.number().meta({
      description: 'How much of it is settled, with one decimal; 100 only where all of it is.',
      example: 42.1,
    }),
    rejectedRows: Count,
    counts: z.record(MessageStatus, Count).meta({ description: 'Messages by status; their sum is `total`.' }),
    hasWorker: HasWorker,
  })
  .meta({ id: 'Batch' })
export type Batch = z.infer<typeof Batch>

/** One batch, and why it goes no faster. */
export const BatchProgress = Batch.extend({
  ratePerMinute: Count.meta({ description: 'How many of its messages were accepted in the last minute.' }),
  estimatedDoneAt: z
    .union([Instant, z.null()])
    .meta({ description: 'When the last of it will have been sent; `null` where nobody can know.' }),
  estimatedDoneReason: EndlessReason.optional().meta({
    description: 'Why nobody can know: what of this has no known end.',
  }),
  holdups: z.array(Holdup).meta({
    description:
      'Every reason for which nothing, or less, of it is sent now. Empty: what is to be sent goes out.',
  }),
}).meta({ id: 'BatchProgress' })
export type BatchProgress = z.infer<typeof BatchProgress>

export const BatchList = z
  .object({
    batches: z.array(Batch),
    next: z
      .string()
      .optional()
      .meta({ description: 'Give it as `after` for the next page; absent on the last one.' }),
  })
  .meta({ id: 'BatchList' })
export type BatchList = z.infer<typeof BatchList>

export const BatchPage = z.object({ messages: z.array(Message), next: Next }).meta({ id: 'BatchPage' })
export type BatchPage = z.infer<typeof BatchPage>
