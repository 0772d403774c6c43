import type { Arrival } from '../arrivals/arrivals.js'
import type { Timeline } from '../delivery/timeline.js'

type BrokerEventType = 'Dispatch' | 'Sent' | 'Delivered' | 'Read' | 'Failed'

/** A status change as Hi Broker's webhook tells it. */
export interface StatusChange {
  readonly type: BrokerEventType
  /** Epoch milliseconds. */
  readonly at: number
}

/** What happens to a message, in order. */
export function changesOf({ dispatchedAt, sentAt, receivedAt, readAt, failedAt }: Timeline): StatusChange[] {
  const changes: StatusChange[] = [
    { type: 'Dispatch', at: dispatchedAt },
    { type: 'Sent', at: sentAt },
  ]
  if (receivedAt !== undefined) changes.push({ type: 'Delivered', at: receivedAt })
  if (readAt !== undefined) changes.push({ type: 'Read', at: readAt })
  if (failedAt !== undefined) changes.push({ type: 'Failed', at: failedAt })
  return changes
}

/**
 * The fields Hi Broker is known to send; what most of them hold is documented nowhere. Here `eventId` is the id in the
 * answer to the message, and `userId` its recipient.
 */
export function brokerEvent(
  { upstreamId, to, failure }: Arrival,
  { type, at }: StatusChange,
  sender: string,
) {
  return {
    payload: null,
    origin: 'API',
    statuses: null,
    type,
    tenantId: 'sandbox',
    departmentId: null,
    accountId: 'sandbox',
    eventId: upstreamId,
    senderId: sender,
    userId: to,
    eventTimestamp: Math.floor(at),
    broker: 'sandbox',
    errorMessage: type === 'Failed' && failure ? `${failure.code} ${failure.title}` : null,
    errorOrigin: null,
  }
}
