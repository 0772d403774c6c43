import { z } from 'zod'
import { Lane, Waiting } from '../messages/index.js'
import { Instant } from '../operation/index.js'
import { HaltReason } from './halt-reason.js'

const Count = z.int()
const until = Instant.optional().meta({ description: 'Absent where nothing says when it is over.' })

/** One reason for which nothing, or less, of a batch is sent now. */
export const Holdup = z
  .discriminatedUnion('reason', [
    z.object({
      reason: z.literal('redis-full'),
      detail: z.string().meta({
        description: 'Why Redis takes no writes: `OOM` (no memory), `MISCONF` (a full disk) and the like.',
      }),
    }),
    z.object({ reason: z.literal('no-worker') }),
    z.object({ reason: z.literal('lane-paused'), lane: Lane }),
    z.object({
      reason: z.literal('gate-closed'),
      detail: z.string().meta({ description: 'Why: `http-401`, `throttled` and the like.' }),
      since: Instant.optional().meta({ description: 'Since when it is closed, where that was noted.' }),
      until: until.meta({ description: 'Absent where the next attempt tries whether it opens.' }),
    }),
    z.object({ reason: z.literal('paused'), by: z.string().optional(), at: Instant.optional() }),
    z.object({
      reason: z.literal('halted'),
      why: HaltReason,
      at: Instant,
      rejected: Count.meta({ description: 'How many of the outcomes that count were rejected or failed.' }),
      of: Count,
    }),
    z.object({
      reason: z.literal('canary'),
      messages: Count.meta({ description: 'How many are tried before the others go.' }),
    }),
    z.object({
      reason: z.literal('scheduled'),
      at: Instant.meta({ description: 'When the first of those that wait may go.' }),
      messages: Count.meta({ description: 'How many may not go yet.' }),
    }),
    z.object({
      reason: z.literal('quiet-hours'),
      messages: Count.meta({ description: 'How many wait for their hour.' }),
      until: Instant.meta({ description: 'When the first of them may go.' }),
    }),
    z.object({
      reason: z.literal('cap'),
      until: Instant.meta({
        description: 'When the last of those who have had enough may be messaged again.',
      }),
    }),
    z.object({ reason: z.literal('cap-counting') }),
    z.object({
      reason: z.literal('batch-pace'),
      maxPerMinute: Count,
      until: Instant.meta({ description: 'When the last of those that were put off has its turn.' }),
    }),
    z.object({ reason: z.literal('worker-without-data-key') }),
    z.object({ reason: z.literal('suppression-unreadable') }),
    z.object({
      reason: z.literal('template-resting'),
      namespace: z.string(),
      elementName: z.string(),
      detail: z.string().meta({ description: 'Why its messages are refused.' }),
      until: Instant.meta({ description: 'When the next of them tries.' }),
    }),
    z.object({
      reason: z.literal('limit-lowered'),
      max: Count,
      configured: Count,
      until: Instant.meta({ description: 'Until when, unless Hi Platform says it again.' }),
    }),
    z.object({
      reason: z.literal('behind'),
      messages: Count.meta({ description: 'How many others go first.' }),
      until,
    }),
    z.object({ reason: z.literal('retrying'), messages: Count, until: Instant }),
    z.object({
      reason: z.literal('in-doubt'),
      messages: Count,
      waiting: Waiting.meta({ description: 'What the end of the oldest doubt waits for.' }),
    }),
  ])
  .meta({ id: 'Holdup' })
export type Holdup = z.infer<typeof Holdup>

/** Why nobody can know when a batch will have been sent. */
export const EndlessReason = z.enum([
  'redis-full',
  'no-worker',
  'lane-paused',
  'gate-closed',
  'cancelled',
  'halted',
  'paused',
  'worker-without-data-key',
  'suppression-unreadable',
  'template-resting',
  'cap-counting',
  'in-doubt',
  'finished',
])
export type EndlessReason = z.infer<typeof EndlessReason>
