import { z } from 'zod'

/** `urgent` (one-time codes) never waits behind `bulk` (campaigns). */
export const Lane = z.enum(['urgent', 'bulk'])
export type Lane = z.infer<typeof Lane>

/** A lane as a request names it. */
export const LaneChoice = z.enum(Lane.options, 'must be urgent or bulk')

/** Every status a message can have, in the order of its life. */
export const MessageStatus = z.enum([
  'enqueued',
  'sending',
  'unknown',
  'accepted',
  'sent',
  'received',
  'read',
  'rejected',
  'failed',
  'expired',
  'cancelled',
  'suppressed',
])
export type MessageStatus = z.infer<typeof MessageStatus>

/** The statuses that a batch counts by time: all but those of what is still to be sent. */
export const CountedStatus = z.enum([
  'accepted',
  'sent',
  'received',
  'read',
  'unknown',
  'rejected',
  'failed',
  'expired',
  'cancelled',
  'suppressed',
])
export type CountedStatus = z.infer<typeof CountedStatus>

/** The statuses from which a message is not sent (again) by itself. `unknown` is not one: it may be proved absent. */
export const settledStatuses = [
  'accepted',
  'sent',
  'received',
  'read',
  'rejected',
  'failed',
  'expired',
  'cancelled',
  'suppressed',
] as const satisfies readonly MessageStatus[]

export function isSettled(status: MessageStatus): boolean {
  return (settledStatuses as readonly MessageStatus[]).includes(status)
}

/** What the end of a doubt waits for; the last three, for somebody's word. */
export const Waiting = z.enum([
  'no-control',
  'report-lag',
  'look-alike',
  'upstream-outage',
  'no-report',
  'too-old',
  'policy',
])
export type Waiting = z.infer<typeof Waiting>

export const HasWorker = z.boolean().optional().meta({
  description:
    '`false`: no worker of the account has shown itself for 20 s; nothing is sent until one runs. Absent where that cannot be told.',
})
