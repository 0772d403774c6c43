import { nothingLearnt } from '@disparo/core/internal/message'
import { alignGroup } from './align-group.js'
import { claimAgreeing, claimItems } from './claim-items.js'
import type { Likeness, Pair, PairUp } from './group-pairs.js'
import { keptOf } from './learn-rendition.js'
import {
  maybeSamePerson,
  sameByRendition,
  sameId,
  sameRecipient,
  sameTemplate,
  sameTemplateWithoutNamespace,
} from './likeness.js'
import type { MatchOptions } from './match-options.js'
import { pairByLabel } from './pair-by-label.js'
import { isFresh, type Tolerance, type TrackedMessage } from './tracked-message.js'

export interface Pass {
  readonly like: Likeness
  readonly pairUp: PairUp
  /** Decided by an id, and not by a likeness that the item of another account can have, too. */
  readonly isSure?: boolean
}

/** From the surest to the least sure. */
export function passes(options: MatchOptions): Pass[] {
  const { rendition = nothingLearnt } = options
  const written = sameByRendition(rendition)
  const byLabel = pairByLabel(keptOf(rendition.label.form))
  const align: PairUp = (messages, found) => {
    // Who had an item before and does not find it must not take another's.
    const fresh = messages.filter(isFresh)
    return alignCertainFirst(fresh, found, options)
  }
  return [
    { like: sameTemplate, pairUp: claimItems },
    { like: sameTemplateWithoutNamespace, pairUp: claimItems },
    { like: sameId, pairUp: oneToOne, isSure: true },
    ...(options.uniqueLabel ? [{ like: maybeSamePerson, pairUp: byLabel, isSure: true }] : []),
    ...(written ? [{ like: written, pairUp: claimItems }] : []),
    { like: sameTemplate, pairUp: align },
    { like: sameTemplateWithoutNamespace, pairUp: align },
    ...(written ? [{ like: written, pairUp: align }] : []),
    // What was found while the report wrote otherwise.
    { like: sameRecipient, pairUp: claimAgreeing },
  ]
}

/**
 * Of equal messages, those known to be accepted have their items whatever the others have: were one of them to go
 * without, an item would speak for a message that may never have been sent.
 */
function alignCertainFirst(
  messages: readonly TrackedMessage[],
  found: Parameters<PairUp>[1],
  tolerance: Tolerance,
): Pair[] {
  const together = alignGroup(messages, found, tolerance)
  const paired = new Set(together.map(({ message }) => message))
  const certain = messages.filter(({ inDoubt }) => !inDoubt)
  if (certain.every((message) => paired.has(message))) return together
  const first = alignGroup(certain, found, tolerance)
  const used = new Set(first.map((pair) => pair.found))
  const doubtful = messages.filter(({ inDoubt }) => inDoubt)
  return [
    ...first,
    ...alignGroup(
      doubtful,
      found.filter((each) => !used.has(each)),
      tolerance,
    ),
  ]
}

/** No tolerance needed. Two messages that share what should be unique are left to the order in time. */
function oneToOne(messages: readonly TrackedMessage[], found: Parameters<PairUp>[1]): Pair[] {
  const [message, another] = messages
  const [first] = found
  return message && first && another === undefined ? [{ message, found: first }] : []
}
