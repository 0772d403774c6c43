import { type BrokerEvent, type BrokerEventType, readBrokerEvent } from '@disparo/core/hi'
import { findMessage, noteWebhook, type Observation, observe } from '@disparo/core/ledger'
import type { BrokerWebhook } from './broker-webhook.js'
import type { WebhookEvent } from './read-events.js'

export interface Received {
  readonly matched: number
  readonly unmatched: number
  /** Messages that were told something new. */
  readonly changed: number
}

/** A moment so much ahead of our clock is believed; one further ahead is a mistake, and now is taken for it. */
const aheadMs = 300_000

/**
 * Writes down what events of Hi Broker show of messages, in any order and however often they come. Those that cannot be
 * told whose they are, or whose type is not documented, are kept as they came.
 */
export async function receiveEvents(
  webhook: BrokerWebhook,
  events: readonly WebhookEvent[],
  now: number,
): Promise<Received> {
  const { redis, keys, books } = webhook
  const seen = await Promise.all(
    events.map(({ event }) => observationOf(webhook, readBrokerEvent(event), now)),
  )
  const observations = seen.filter((observation) => observation !== undefined)
  const unmatched = events.filter((_, index) => seen[index] === undefined)
  const changed = await observe(redis, keys, { books, observations })
  const raw = unmatched.map(({ text }) => text)
  await noteWebhook(redis, keys, { matched: observations.length, unmatched: raw, seal: books.seal })
  return { matched: observations.length, unmatched: unmatched.length, changed }
}

async function observationOf(
  { redis, keys, books }: BrokerWebhook,
  event: BrokerEvent | undefined,
  now: number,
): Promise<Observation | undefined> {
  if (event?.type === undefined) return undefined
  const at = momentOf(event, now)
  const id = await findMessage(redis, keys, {
    books,
    upstreamIds: event.upstreamIds,
    recipients: event.byOperator ? [] : event.recipients,
    at,
  })
  return id === undefined ? undefined : { id, ...shownBy[event.type](at, event.error) }
}

/** In whole seconds, as the report gives them: else the two would contradict each other. */
function momentOf({ at }: BrokerEvent, now: number): number {
  const told = at?.getTime() ?? now
  return Math.floor((told > now + aheadMs ? now : told) / 1_000) * 1_000
}

type Shown = Omit<Observation, 'id'>

const failed = (at: number, error: string | undefined): Shown => ({ failedAt: at, detail: error })

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
