import { emptyRendition } from '@disparo/core/internal/message'
import { labelLengthOf } from './learn-rendition.js'
import {
  maybeSamePerson,
  sameByRendition,
  sameId,
  sameRecipient,
  sameTemplate,
  sameTemplateWithoutNamespace,
} from './match-keys.js'
import type { MatchOptions } from './match-options.js'
import { pairByLabel } from './pair-by-label.js'
import { pairByTime } from './pair-by-time.js'
import type { MatchKey, Pair, PairingStrategy } from './pair-groups.js'
import { rematchAgreeingItems, rematchItems } from './rematch-items.js'
import type { Tolerance } from './tolerance.js'
import { isUnmatched, type TrackedMessage } from './tracked-message.js'

interface MatchPass {
  readonly key: MatchKey
  readonly pair: PairingStrategy
  /** Decided by an id, and not by a likeness that the item of another account can have, too. */
  readonly isById?: boolean
}

/** From the surest to the least sure. */
export function matchPasses(options: MatchOptions): MatchPass[] {
  const { rendition = emptyRendition } = options
  const written = sameByRendition(rendition)
  const byLabel = pairByLabel(labelLengthOf(rendition.label.form))
  const align: PairingStrategy = (messages, found) => {
    // Who had an item before and does not find it must not take another's.
    const fresh = messages.filter(isUnmatched)
    return alignCertainFirst(fresh, found, options)
  }
  return [
    { key: sameTemplate, pair: rematchItems },
    { key: sameTemplateWithoutNamespace, pair: rematchItems },
    { key: sameId, pair: oneToOne, isById: true },
    ...(options.uniqueLabel ? [{ key: maybeSamePerson, pair: byLabel, isById: true }] : []),
    ...(written ? [{ key: written, pair: rematchItems }] : []),
    { key: sameTemplate, pair: align },
    { key: sameTemplateWithoutNamespace, pair: align },
    ...(written ? [{ key: written, pair: align }] : []),
    // What was found while the report wrote otherwise.
    { key: sameRecipient, pair: rematchAgreeingItems },
  ]
}

/**
 * Of equal messages, those known to be accepted have their items whatever the others have: were one of them to go
 * without, an item would speak for a message that may never have been sent.
 */
function alignCertainFirst(
  messages: readonly TrackedMessage[],
  found: Parameters<PairingStrategy>[1],
  tolerance: Tolerance,
): Pair[] {
  const together = pairByTime(messages, found, tolerance)
  const paired = new Set(together.map(({ message }) => message))
  const certain = messages.filter(({ inDoubt }) => !inDoubt)
  if (certain.every((message) => paired.has(message))) return together
  const first = pairByTime(certain, found, tolerance)
  const used = new Set(first.map((pair) => pair.found))
  const doubtful = messages.filter(({ inDoubt }) => inDoubt)
  return [
    ...first,
    ...pairByTime(
      doubtful,
      found.filter((each) => !used.has(each)),
      tolerance,
    ),
  ]
}

/** No tolerance needed. Two messages that share what should be unique are left to the order in time. */
function oneToOne(messages: readonly TrackedMessage[], found: Parameters<PairingStrategy>[1]): Pair[] {
  const [message, another] = messages
  const [first] = found
  return message && first && another === undefined ? [{ message, found: first }] : []
}
