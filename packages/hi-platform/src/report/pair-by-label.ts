import { recipientKey, uniqueSuffix } from '@disparo/core/internal/message'
import type { FoundItem } from './found-item.js'
import { foldCase } from './learn-rendition.js'
import type { Pair, PairingStrategy } from './pair-groups.js'
import type { TrackedMessage } from './tracked-message.js'

/** Of an id that was cut off in the label, so many characters must be left to say whose it is. */
const fewestLeft = 8
const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:-\d+)?/

interface Labelled {
  readonly id: string
  readonly message: TrackedMessage
}

interface Token {
  readonly token: string
  readonly found: FoundItem
}

/**
 * Of the messages and items that may be of one person, pairs those whose labels say the same id, whatever else is written
 * otherwise. What is left of an id that was cut must be that of one message alone; whole ids choose first.
 * @param kept - labels are known to be cut to so many characters: one as long may be the beginning of another
 */
export function pairByLabel(kept = Number.POSITIVE_INFINITY): PairingStrategy {
  return (messages, found) => {
    const labelled: Labelled[] = messages
      .filter(({ id, externalLabel }) => externalLabel?.endsWith(uniqueSuffix(id)))
      .map((message) => ({ id: foldCase(message.id), message }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
    if (labelled.length === 0) return []
    const tokens: Token[] = found
      .flatMap((each) => idsIn(each.item.externalLabel ?? '').map((token) => ({ token, found: each })))
      .sort((a, b) => b.token.length - a.token.length)
    const taken = new Set<TrackedMessage>()
    const used = new Set<FoundItem>()
    const pairs: Pair[] = []
    for (const { token, found: each } of tokens) {
      if (used.has(each)) continue
      const mayHave = (message: TrackedMessage) =>
        !taken.has(message) && (each.recipient ?? recipientKey(message.to)) === recipientKey(message.to)
      const isWhole = (each.item.externalLabel?.length ?? 0) < kept
      const message = onlyOne(labelled, { token, isWhole }, mayHave)
      if (message === undefined) continue
      taken.add(message)
      used.add(each)
      pairs.push({ message, found: each })
    }
    return pairs
  }
}

/** The one message that it may be whose id this is, or begins like this; an id that is short is whole or none. */
function onlyOne(
  labelled: readonly Labelled[],
  { token, isWhole }: { readonly token: string; readonly isWhole: boolean },
  mayBe: (message: TrackedMessage) => boolean,
): TrackedMessage | undefined {
  let only: TrackedMessage | undefined
  for (let index = firstFrom(labelled, token); index < labelled.length; index++) {
    const { id, message } = labelled[index] as Labelled
    if (!id.startsWith(token)) break
    if ((token.length < fewestLeft && id !== token) || !mayBe(message)) continue
    // The whole id stands before all that begin with it.
    if (id === token && isWhole) return message
    if (only !== undefined) return undefined
    only = message
  }
  return only
}

/** Where the ids begin that are not before this text. */
function firstFrom(labelled: readonly Labelled[], text: string): number {
  let first = 0
  let beyond = labelled.length
  while (first < beyond) {
    const middle = (first + beyond) >>> 1
    if ((labelled[middle] as Labelled).id < text) first = middle + 1
    else beyond = middle
  }
  return first
}

/** What a label says of ids: a whole one anywhere, or what follows the mark that we put before it. */
function idsIn(label: string): string[] {
  const folded = foldCase(label)
  const [whole] = uuid.exec(folded) ?? []
  const [, ...ends] = folded.split(uniqueSuffix(''))
  const end = ends.at(-1)?.trim()
  return [...new Set([whole, end].flatMap((token) => token || []))]
}
