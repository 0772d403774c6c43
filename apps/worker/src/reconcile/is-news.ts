import type { Observation, SlicedMessage } from '@disparo/core/internal/ledger'
import type { MessageStatus } from '@disparo/core/internal/message'

const rungs: Partial<Record<MessageStatus, number>> = { accepted: 1, sent: 2, received: 3, read: 4 }
/** What Hi Platform never took: what is seen changes nothing of it. */
const atRest: ReadonlySet<MessageStatus> = new Set(['rejected', 'expired', 'cancelled', 'suppressed'])

/**
 * Whether an observation says more of a message than was read of it: a later status, a time that is not known, or another
 * word on its item. Only such is written (observe.lua.ts, which decides by what is known by then).
 */
export function isNews(known: SlicedMessage, seen: Observation): boolean {
  if (atRest.has(known.status)) return false
  const times = [
    [seen.dispatchedAt ?? seen.acceptedAt, known.acceptedDate],
    [seen.sentAt, known.sentDate],
    [seen.receivedAt, known.receivedDate],
    [seen.readAt, known.readDate],
  ] as const
  const highest = times.findLastIndex(([at]) => at !== undefined && at > 0) + 1
  const isHigher = known.status !== 'failed' && highest > (rungs[known.status] ?? 0)
  return (
    isHigher ||
    times.some(([at, knownAt]) => at !== undefined && at > 0 && knownAt === undefined) ||
    isOther(seen.dispatchedAt, known.dispatchedAt) ||
    isOther(seen.billable, known.billable) ||
    isOther(seen.origin, known.origin)
  )
}

function isOther<T>(seen: T | undefined, known: T | undefined): boolean {
  return seen !== undefined && seen !== known
}
