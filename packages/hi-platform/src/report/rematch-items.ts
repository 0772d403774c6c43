import type { FoundItem } from './found-item.js'
import { groupBy } from './group-by.js'
import type { Pair } from './pair-groups.js'
import { isUnmatched, type TrackedMessage } from './tracked-message.js'

/**
 * Gives each message the item it had before: the one dispatched in the same second whose other dates do not contradict
 * what is known. Who knows most chooses first, so that of twins each keeps its own dates.
 */
export function rematchItems(messages: readonly TrackedMessage[], found: readonly FoundItem[]): Pair[] {
  if (messages.every(isUnmatched)) return []
  if (messages.length === 1 && found.length === 1) return onlyPair(messages, found)
  const left = byDispatch(found)
  const agreed = claim(messages, left, agreesWith)
  const claimed = new Set(agreed.map(({ message }) => message))
  const contradicted = messages.filter((message) => !claimed.has(message))
  return [...agreed, ...claim(contradicted, left, () => true)]
}

/** Mostly there is one message, and one item: whatever else is known, that of the same second is its own. */
function onlyPair([message]: readonly TrackedMessage[], [only]: readonly FoundItem[]): Pair[] {
  return message && only && only.dispatchedAt === message.dispatchedAt ? [{ message, found: only }] : []
}

/** The same where no date may contradict what is known: for items that are alike in less. */
export function rematchAgreeingItems(
  messages: readonly TrackedMessage[],
  found: readonly FoundItem[],
): Pair[] {
  return claim(messages, byDispatch(found), agreesWith)
}

/** Takes what it gives away out of `left`. */
function claim(
  messages: readonly TrackedMessage[],
  left: Map<number, FoundItem[]>,
  fits: (message: TrackedMessage, candidate: FoundItem) => boolean,
): Pair[] {
  const claimants = messages.filter(({ dispatchedAt }) => dispatchedAt !== undefined)
  return claimants
    .toSorted((a, b) => datesKnown(b) - datesKnown(a))
    .flatMap((message) => {
      const sameSecond = left.get(message.dispatchedAt as number) ?? []
      const index = sameSecond.findIndex((candidate) => fits(message, candidate))
      const [found] = index < 0 ? [] : sameSecond.splice(index, 1)
      return found ? [{ message, found }] : []
    })
}

function byDispatch(found: readonly FoundItem[]): Map<number, FoundItem[]> {
  return groupBy(found, ({ dispatchedAt }) => dispatchedAt)
}

function datesKnown({ sentDate, receivedDate, readDate }: TrackedMessage): number {
  return [sentDate, receivedDate, readDate].filter((date) => date !== undefined).length
}

function agreesWith(message: TrackedMessage, { item }: FoundItem): boolean {
  const agree = (known: number | undefined, seen: Date | undefined) =>
    known === undefined || known === seen?.getTime()
  return (
    agree(message.sentDate, item.sentDate) &&
    agree(message.receivedDate, item.receivedDate) &&
    agree(message.readDate, item.readDate)
  )
}
