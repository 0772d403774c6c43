import type { FoundItem } from './found-item.js'
import { groupBy } from './group-by.js'
import type { TrackedMessage } from './tracked-message.js'

export interface Pair {
  readonly message: TrackedMessage
  readonly found: FoundItem
}

/** Which messages and items are alike enough to belong together; `undefined`: with nothing. */
export interface MatchKey {
  readonly message: (message: TrackedMessage) => string | undefined
  readonly item: (found: FoundItem) => string | undefined
}

/** Pairs the messages and items of one group. Both come, and are never empty, in the order they were given in. */
export type PairingStrategy = (messages: readonly TrackedMessage[], found: readonly FoundItem[]) => Pair[]

/** Pairs group by group: an item can only ever go to a message that it is alike. */
export function pairGroups(
  messages: readonly TrackedMessage[],
  found: readonly FoundItem[],
  like: MatchKey,
  pairUp: PairingStrategy,
): Pair[] {
  const groups = groupBy(found, like.item)
  if (groups.size === 0) return []
  return [...groupBy(messages, like.message)].flatMap(([key, group]) => {
    const candidates = groups.get(key)
    return candidates ? pairUp(group, candidates) : []
  })
}
