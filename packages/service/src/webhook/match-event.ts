import { findMessage, keepUnreadableReply, type Observation } from '@disparo/core/internal/ledger'
import type { WebhookDeps } from '@disparo/core/internal/webhook'
import { type BrokerEventType, failureCode, readBrokerEvent } from '@disparo/hi-platform/rest'
import { applyRules, isUnreadableReply } from './apply-rules.js'
import { eventTime, messageEventTime } from './event-time.js'

interface EventToMatch {
  readonly event: unknown
  /** Epoch ms. */
  readonly receivedAt: number
  /** What is kept of it, sealed where there is a seal. */
  readonly text: string
  /** Nobody has kept it yet: where its message is not known, it is. */
  readonly isNew: boolean
}

/**
 * What one event shows of one message; `undefined` where it cannot be told whose it is, or its type is not documented.
 * By a recipient goes nothing that an operator has sent. What the account's rules make of it is written then.
 */
export async function matchEvent(
  webhook: WebhookDeps,
  { event, receivedAt, text, isNew }: EventToMatch,
): Promise<Observation | undefined> {
  const { redis, keys, ledgerOptions } = webhook
  const read = readBrokerEvent(event)
  const type = read?.type
  const at = read ? eventTime(read, receivedAt) : receivedAt
  const names = read && type ? read : nobody
  const found = await findMessage(redis, keys, {
    ...{ ledgerOptions, at, storeIfUnmatched: isNew ? text : undefined, isReply: type === 'Replied' },
    storeWhy: isUnreadableReply(webhook, event, type) ? 'no-text' : undefined,
    upstreamIds: names.upstreamIds,
    recipients: names.byOperator ? [] : names.recipients,
    senders: names.byOperator ? [] : names.senders,
  })
  const told = read && (await applyRules(webhook, { event, read, at, found, isNew }))
  if (read === undefined || type === undefined || found === undefined) return undefined
  if (told === 'unreadable') await keepUnreadableReply(redis, keys, text)
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
