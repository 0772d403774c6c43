import { recipientKey } from '@disparo/core/internal/message'
import { earliestDate, type FoundItem } from './found-item.js'
import type { PairingStrategy } from './pair-groups.js'
import { earliestSend, latestDispatch, type Tolerance } from './tolerance.js'
import type { TrackedMessage } from './tracked-message.js'

/** Nothing else of the person may be sent or shown for so long before and after. */
const aloneMs = 10 * 60_000

/**
 * Of the messages and items that may be of one person, all of them: each message known to be accepted and the item that can
 * be its own, where no other message and no other item of that person is near.
 */
export function pairUnambiguous(tolerance: Tolerance): PairingStrategy {
  return (messages, found) => {
    const sent = messages.map(({ sentAt }) => sentAt)
    const shown = found.toSorted((a, b) => earliestDate(a) - earliestDate(b))
    const moments = shown.map(earliestDate)
    // What has no date at all may be of any time, and so is near to everything.
    if (moments.at(-1) === Number.POSITIVE_INFINITY) return withoutDate(messages, found)
    return messages.flatMap((message) => {
      const { sentAt } = message
      const itsOwn = within(
        moments,
        sentAt - aloneMs,
        Math.max(sentAt + aloneMs, latestDispatch(sentAt, tolerance)),
      )
      const only = shown[itsOwn.first]
      if (only === undefined || itsOwn.count !== 1 || !isItsOwn(message, only, tolerance)) return []
      const moment = earliestDate(only)
      const owners = within(
        sent,
        Math.min(moment - aloneMs, earliestSend(moment, tolerance)),
        moment + aloneMs,
      )
      const isAlone = owners.count === 1 && within(sent, sentAt - aloneMs, sentAt + aloneMs).count === 1
      return isAlone ? [{ message, found: only }] : []
    })
  }
}

const withoutDate: PairingStrategy = (messages, found) => {
  const [message, another] = messages
  const [only, second] = found
  if (message === undefined || only === undefined || another !== undefined || second !== undefined) return []
  return isItsOwn(message, only, { earlyMs: 0, lateMs: 0 }) ? [{ message, found: only }] : []
}

function isItsOwn(message: TrackedMessage, found: FoundItem, tolerance: Tolerance): boolean {
  return (
    !message.inDoubt && found.recipient === recipientKey(message.to) && canBeOf(message, found, tolerance)
  )
}

/** Whether an item's dates are those that a message sent then can have. */
function canBeOf({ sentAt }: TrackedMessage, found: FoundItem, tolerance: Tolerance): boolean {
  const { dispatchedAt } = found
  const isEarly = (dispatchedAt ?? earliestDate(found)) < sentAt - tolerance.earlyMs
  return !isEarly && (dispatchedAt === undefined || dispatchedAt <= latestDispatch(sentAt, tolerance))
}

/** How many of these moments, ascending, are between two, and the first of them. */
function within(moments: readonly number[], from: number, to: number): { first: number; count: number } {
  const first = firstNotBefore(moments, from)
  return { first, count: firstNotBefore(moments, to + 1) - first }
}

function firstNotBefore(moments: readonly number[], at: number): number {
  let first = 0
  let beyond = moments.length
  while (first < beyond) {
    const middle = (first + beyond) >>> 1
    if ((moments[middle] as number) < at) first = middle + 1
    else beyond = middle
  }
  return first
}
