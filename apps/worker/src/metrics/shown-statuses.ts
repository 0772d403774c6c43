import type { Observation, SlicedMessage } from '@disparo/core/ledger'
import type { Lane, MessageStatus } from '@disparo/core/message'

/** How far each status is; those not here come before all of them. */
const order: readonly MessageStatus[] = ['accepted', 'sent', 'received', 'read']

/** The statuses that observations of a report bring to messages which were not so far yet, one for each message. */
export function shownStatuses(
  messages: ReadonlyMap<string, Pick<SlicedMessage, 'lane' | 'status'>>,
  observations: readonly Observation[],
): { lane: Lane; status: MessageStatus }[] {
  return observations.flatMap((seen) => {
    const message = messages.get(seen.id)
    const status = latestOf(seen)
    if (!message || !status || order.indexOf(status) <= order.indexOf(message.status)) return []
    return [{ lane: message.lane, status }]
  })
}

function latestOf({
  readAt,
  receivedAt,
  sentAt,
  dispatchedAt,
  acceptedAt,
}: Observation): MessageStatus | undefined {
  if (readAt) return 'read'
  if (receivedAt) return 'received'
  if (sentAt) return 'sent'
  return dispatchedAt || acceptedAt ? 'accepted' : undefined
}
