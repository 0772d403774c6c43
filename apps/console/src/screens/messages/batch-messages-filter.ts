import * as z from 'zod/mini'
import { matching } from '../../shell/matching.js'
import { messageStatuses } from './status-tone.js'

const Status = z.enum(messageStatuses)
const Reason = matching(/^[a-z0-9-]{1,40}$/)
const After = matching(/^\d{1,7}$/)

/** Which messages of a campaign are shown. */
export interface BatchMessagesShown {
  readonly status?: z.infer<typeof Status> | undefined
  readonly reason?: string | undefined
  /** The number of a row: those behind it. */
  readonly after: number
}

/** As the address says it. */
export function readShown(search: string): BatchMessagesShown {
  const given = new URLSearchParams(search)
  return {
    status: Status.safeParse(given.get('status')).data,
    reason: Reason.safeParse(given.get('reason')).data,
    after: Number(After.safeParse(given.get('after')).data ?? 0),
  }
}

export function writeShown({ status, reason, after }: Partial<BatchMessagesShown>): string {
  const search = new URLSearchParams()
  if (status) search.set('status', status)
  if (reason) search.set('reason', reason)
  if (after) search.set('after', String(after))
  return search.size > 0 ? `?${search}` : ''
}
