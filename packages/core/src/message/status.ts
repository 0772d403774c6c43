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
  'suppressed',
])
export type MessageStatus = z.infer<typeof MessageStatus>

/**
 * The statuses from which a message is not sent (again) by itself. `unknown` is not one: it may be proved absent. Of
 * these, only `failed` can be left for `enqueued`, by an operator's word (`reopen` of the ledger).
 */
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
