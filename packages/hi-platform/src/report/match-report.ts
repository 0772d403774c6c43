import { phoneSuffix } from '@disparo/core/internal/message'
import type { ReportItem } from '../rest/index.js'
import { compareText, type FoundItem, sortItems } from './found-item.js'
import type { ConfirmedPair } from './learn-rendition.js'
import { maybeSamePerson, maybeSamePersonAndName } from './match-keys.js'
import type { MatchOptions } from './match-options.js'
import { matchPasses } from './match-passes.js'
import { type MatchKey, type Pair, pairGroups } from './pair-groups.js'
import { pairUnambiguous } from './pair-unambiguous.js'
import { recipientResolver } from './resolve-recipient.js'
import { isUnmatched, type TrackedMessage } from './tracked-message.js'

export interface ReportMatch {
  /** The message's. */
  readonly id: string
  readonly item: ReportItem
}

export interface MatchedReport {
  /** By the messages' time of sending. */
  readonly matches: readonly ReportMatch[]
  /** How many items are no message's: somebody else's. */
  readonly foreign: number
  /** Those of the matched messages for which upstream's id or ours decided. */
  readonly byId: ReadonlySet<string>
  /** Messages without an item, by time of sending. A proof only where the scan `provesAbsence`. */
  readonly absent: readonly string[]
  /** What can be learnt from: messages known to be accepted, each found for the first time and surely its own item, as above. */
  readonly confirmed: readonly ConfirmedPair[]
}

/**
 * Says whose each item of the report is (001, "Relatório via API": items carry no id, so mostly by person, time, template and
 * label, in this order). No item is used twice, and none goes to another person. A message matched before gets its item
 * again or none. The answer does not depend on the order of messages and items.
 * @param messages - every one sent in the window, or twins that are not there lose their items to those that are
 */
export function matchReport(
  messages: readonly TrackedMessage[],
  items: readonly ReportItem[],
  options: MatchOptions,
): MatchedReport {
  const sent = messages.toSorted((a, b) => a.sentAt - b.sentAt || compareText(a.id, b.id))
  const whose = recipientResolver(
    sent.map(({ to }) => to),
    { withoutCountry: options.rendition?.recipient.form === 'without-country' },
  )
  const found = sortItems(items, whose)
  const first = pairAll(sent, found, options)
  const inDoubt = [...first.pairs].filter(([message]) => message.inDoubt && !first.sure.has(message))
  const isStranger = inDoubt.length > 0 ? strangers(first.pairs, options.senders) : () => false
  const isMisled = inDoubt.some(([, each]) => isStranger(each))
  // Once more without them, and not only that one pair undone: the message may have an item of its own.
  const { pairs, sure } = isMisled ? pairAll(sent, found, options, isStranger) : first
  const shown = sent.flatMap((message) => {
    const own = pairs.get(message)
    return own ? [{ message, found: own }] : []
  })
  return {
    matches: shown.map(({ message, found }) => ({ id: message.id, item: found.item })),
    byId: new Set([...sure].map(({ id }) => id)),
    foreign: items.length - shown.length,
    absent: sent.filter((message) => !pairs.has(message)).map(({ id }) => id),
    confirmed: confirmedPairs(shown.filter(isNews), { sent, found, sure, options }),
  }
}

/** Of pairs, those that are sure: by an id, or because nothing else of that person is near. */
function confirmedPairs(
  pairs: readonly Pair[],
  {
    sent,
    found,
    sure,
    options,
  }: {
    readonly sent: readonly TrackedMessage[]
    readonly found: readonly FoundItem[]
    readonly sure: ReadonlySet<TrackedMessage>
    readonly options: MatchOptions
  },
): ConfirmedPair[] {
  const alone = pairAlone(
    pairs.map(({ message }) => message),
    { sent, found, like: maybeSamePerson, options },
  )
  return pairs
    .filter((pair) => sure.has(pair.message) || alone.get(pair.message) === pair.found)
    .map((pair) => ({ message: pair.message, item: pair.found.item }))
}

/** The items of these people with whom nothing else is near, of all that was sent and found. */
function pairAlone(
  messages: readonly TrackedMessage[],
  {
    sent,
    found,
    like,
    options,
  }: {
    readonly sent: readonly TrackedMessage[]
    readonly found: readonly FoundItem[]
    readonly like: MatchKey
    readonly options: MatchOptions
  },
): Map<TrackedMessage, FoundItem> {
  if (messages.length === 0) return new Map()
  const people = new Set(messages.map(({ to }) => phoneSuffix(to)))
  const pairs = pairGroups(
    sent.filter(({ to }) => people.has(phoneSuffix(to))),
    found.filter(({ lastEight }) => people.has(lastEight)),
    like,
    pairUnambiguous(options),
  )
  return new Map(pairs.map((pair) => [pair.message, pair.found]))
}

/** Whether something can be learnt: from nothing in doubt, and only once. */
function isNews({ message, found }: Pair): boolean {
  return !message.inDoubt && isUnmatched(message) && found.dispatchedAt !== undefined
}

interface Paired {
  readonly pairs: ReadonlyMap<TrackedMessage, FoundItem>
  /** Those for which upstream's id or ours decided. */
  readonly sure: ReadonlySet<TrackedMessage>
}

function pairAll(
  sent: readonly TrackedMessage[],
  found: readonly FoundItem[],
  options: MatchOptions,
  isStranger: (found: FoundItem) => boolean = () => false,
): Paired {
  let restMessages = sent
  let rest = found
  const pairs = new Map<TrackedMessage, FoundItem>()
  const sure = new Set<TrackedMessage>()
  const take = (taken: readonly Pair[]) => {
    if (taken.length === 0) return
    for (const { message, found } of taken) pairs.set(message, found)
    const used = new Set(taken.map(({ found }) => found))
    restMessages = restMessages.filter((message) => !pairs.has(message))
    rest = rest.filter((each) => !used.has(each))
  }
  for (const { key: like, pair: pairUp, isById: isSure } of matchPasses(options)) {
    const offered = isSure ? rest : rest.filter((each) => !isStranger(each))
    const taken = pairGroups(restMessages, offered, like, pairUp)
    if (isSure) for (const { message } of taken) sure.add(message)
    take(taken)
  }
  if (rest.length > 0) {
    const left = new Set(rest)
    const unfound = restMessages.filter(isUnmatched)
    const alone = pairAlone(unfound, { sent, found, like: maybeSamePersonAndName, options })
    take(
      unfound.flatMap((message) => {
        const only = alone.get(message)
        return only && left.has(only) ? [{ message, found: only }] : []
      }),
    )
  }
  return { pairs, sure }
}

/** Whether an item is of a number that is not the account's, as far as that is known. */
function strangers(
  pairs: ReadonlyMap<TrackedMessage, FoundItem>,
  senders: readonly string[] = [],
): (found: FoundItem) => boolean {
  const own = new Set(senders.map(numberOf))
  for (const [{ inDoubt }, { item }] of pairs) if (!inDoubt && item.sender) own.add(numberOf(item.sender))
  return ({ item }) => own.size > 0 && item.sender !== '' && !own.has(numberOf(item.sender))
}

/** A sender may be written in as many ways as a recipient, or be no number at all. */
function numberOf(sender: string): string {
  return phoneSuffix(sender) || sender
}
