import { MessageStatus } from '@disparo/api'
import { z } from 'zod'

/** Which messages of a campaign are shown, as the address says it. */
const Filter = z.object({
  status: MessageStatus.optional().catch(undefined),
  reason: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional()
    .catch(undefined),
  after: z.coerce.number().int().min(0).max(10_000_000).catch(0).default(0),
})
export type BatchMessagesShown = z.infer<typeof Filter>

export function readShown(search: string): BatchMessagesShown {
  return Filter.parse(Object.fromEntries(new URLSearchParams(search)))
}

export function writeShown({ status, reason, after }: Partial<BatchMessagesShown>): string {
  const search = new URLSearchParams()
  if (status) search.set('status', status)
  if (reason) search.set('reason', reason)
  if (after) search.set('after', String(after))
  return search.size > 0 ? `?${search}` : ''
}
