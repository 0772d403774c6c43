import { alignSequences } from './align-sequences.js'
import { earliestDate, type FoundItem } from './found-item.js'
import type { Pair } from './pair-groups.js'
import { latestDispatch, type Tolerance } from './tolerance.js'
import type { TrackedMessage } from './tracked-message.js'

/** Pairs messages and items that are alike, in order of time; what has no dispatch date goes to who is left. */
export function pairByTime(
  messages: readonly TrackedMessage[],
  found: readonly FoundItem[],
  tolerance: Tolerance,
): Pair[] {
  if (messages.length === 1 && found.length === 1) return onlyPair(messages, found, tolerance)
  const dated = found.filter(({ dispatchedAt }) => dispatchedAt !== undefined)
  const aligned = alignSequences(
    messages.map(({ sentAt }) => sentAt),
    dated.map(({ dispatchedAt }) => dispatchedAt as number),
    tolerance,
  ).map((pair) => ({
    message: messages[pair.sent] as TrackedMessage,
    found: dated[pair.dispatched] as FoundItem,
  }))
  const taken = new Set(aligned.map(({ message }) => message))
  const rest = messages.filter((message) => !taken.has(message))
  const undated = found.filter(({ dispatchedAt }) => dispatchedAt === undefined)
  return [...aligned, ...handOut(rest, undated, tolerance)]
}

/** Mostly there is one message, and one item. */
function onlyPair(
  messages: readonly TrackedMessage[],
  found: readonly FoundItem[],
  tolerance: Tolerance,
): Pair[] {
  const [message] = messages
  const [only] = found
  if (message === undefined || only === undefined) return []
  const { dispatchedAt } = only
  if (dispatchedAt === undefined) return handOut(messages, found, tolerance)
  const isNear =
    dispatchedAt >= message.sentAt - tolerance.earlyMs &&
    dispatchedAt <= latestDispatch(message.sentAt, tolerance)
  return isNear ? [{ message, found: only }] : []
}

/** First come, first served; nothing happens to a message before it is sent. */
function handOut(
  messages: readonly TrackedMessage[],
  undated: readonly FoundItem[],
  { earlyMs }: Tolerance,
): Pair[] {
  const pairs: Pair[] = []
  for (const found of undated) {
    const message = messages[pairs.length]
    if (message === undefined) break
    if (earliestDate(found) >= message.sentAt - earlyMs) pairs.push({ message, found })
  }
  return pairs
}
