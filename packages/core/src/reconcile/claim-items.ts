import type { FoundItem } from './found-item.js'
import type { Pair } from './group-pairs.js'
import type { TrackedMessage } from './tracked-message.js'

/**
 * Gives each message the item it had before: the one dispatched in the same second whose other dates do not contradict
 * what is known. Who knows most chooses first, so that of twins each keeps its own dates.
 */
export function claimItems(messages: readonly TrackedMessage[], found: readonly FoundItem[]): Pair[] {
  const left = new Set(found)
  const pairs: Pair[] = []
  const claim = (message: TrackedMessage, fits: (candidate: FoundItem) => boolean): boolean => {
    for (const candidate of left) {
      if (candidate.dispatchedAt !== message.dispatchedAt || !fits(candidate)) continue
      left.delete(candidate)
      pairs.push({ message, found: candidate })
      return true
    }
    return false
  }
  const claimants = messages.filter(({ dispatchedAt }) => dispatchedAt !== undefined)
  const certain = claimants.toSorted((a, b) => datesKnown(b) - datesKnown(a))
  const contradicted = certain.filter(
    (message) => !claim(message, (candidate) => agreesWith(message, candidate)),
  )
  for (const message of contradicted) claim(message, () => true)
  return pairs
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
