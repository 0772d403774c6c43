import { z } from 'zod'

/** Every status a message can have, in the order of its life (see docs/state-machine.md). */
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
])
export type MessageStatus = z.infer<typeof MessageStatus>

/** The statuses from which a message is never sent (again). `unknown` is not one: it may be proved absent. */
export const settledStatuses = [
  'accepted',
  'sent',
  'received',
  'read',
  'rejected',
  'failed',
  'expired',
  'cancelled',
] as const satisfies readonly MessageStatus[]

export function isSettled(status: MessageStatus): boolean {
  return (settledStatuses as readonly MessageStatus[]).includes(status)
}
