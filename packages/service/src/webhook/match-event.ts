import { findMessage, type Observation } from '@disparo/core/internal/ledger'
import type { WebhookDeps } from '@disparo/core/internal/webhook'
import { type BrokerEventType, failureCode, readBrokerEvent } from '@disparo/hi-platform/rest'
import { eventTime, messageEventTime } from './event-time.js'

interface EventToMatch {
  readonly event: unknown
  /** Epoch ms. */
  readonly receivedAt: number
  /** What is kept of it where its message is not known. Default: nothing is. */
  readonly keep?: string | undefined
}

/**
 * What one event shows of one message; `undefined` where it cannot be told whose it is, or its type is not documented.
 * By a recipient goes nothing that an operator has sent.
 */
export async function matchEvent(
  { redis, keys, ledgerOptions }: WebhookDeps,
  { event, receivedAt, keep }: EventToMatch,
): Promise<Observation | undefined> {
  const read = readBrokerEvent(event)
  const type = read?.type
  const at = read ? eventTime(read, receivedAt) : receivedAt
  const names = read && type ? read : nobody
  const found = await findMessage(redis, keys, {
    ...{ ledgerOptions, at, storeIfUnmatched: keep, isReply: type === 'Replied' },
    upstreamIds: names.upstreamIds,
    recipients: names.byOperator ? [] : names.recipients,
    senders: names.byOperator ? [] : names.senders,
  })
  if (read === undefined || type === undefined || found === undefined) return undefined
  const moment = messageEventTime(at, { receivedAt, enqueuedAt: found.enqueuedAt })
  return { id: found.id, ...shownBy[type](moment, read.error) }
}

const nobody = { upstreamIds: [], recipients: [], senders: [], byOperator: false }

type Shown = Omit<Observation, 'id'>

const failed = (at: number, error: string | undefined): Shown => ({
  failedAt: at,
  detail: error,
  reason: failureCode('upstream-failed', error),
})

const shownBy: Record<BrokerEventType, (at: number, error: string | undefined) => Shown> = {
  Dispatch: (acceptedAt) => ({ acceptedAt }),
  Sent: (sentAt) => ({ sentAt }),
  Delivered: (receivedAt) => ({ receivedAt }),
  Read: (readAt) => ({ readAt }),
  Replied: (repliedAt) => ({ repliedAt }),
  Failed: failed,
  DispatchFailed: failed,
  Deleted: () => ({}),
}
