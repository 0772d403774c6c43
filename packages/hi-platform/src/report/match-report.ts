import { phoneSuffix } from '@disparo/core/internal/message'
import type { ReportItem } from '../rest/index.js'
import { compareText, type FoundItem, sortItems } from './found-item.js'
import type { ConfirmedPair } from './learn-rendition.js'
import { maybeSamePerson, maybeSamePersonAndName } from './match-keys.js'
import type { MatchOptions } from './match-options.js'
import { matchPasses } from './match-passes.js'
import { type Pair, pairGroups } from './pair-groups.js'
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
  const near = pairUnambiguous(options)
  const alone = pairGroups(sent, found, maybeSamePersonAndName, near)
  const first = pairAll(sent, found, alone, options)
  const isStranger = strangers(first.pairs, options.senders)
  const isMisled = [...first.pairs].some(
    ([message, each]) => message.inDoubt && !first.sure.has(message) && isStranger(each),
  )
  // Once more without them, and not only that one pair undone: the message may have an item of its own.
  const { pairs, sure } = isMisled ? pairAll(sent, found, alone, options, isStranger) : first
  const onlyOnes = pairGroups(sent, found, maybeSamePerson, near)
  const aloneWith = new Map(onlyOnes.map((pair) => [pair.message, pair.found]))
  const shown = sent.flatMap((message) => {
    const own = pairs.get(message)
    return own ? [{ message, found: own }] : []
  })
  return {
    matches: shown.map(({ message, found }) => ({ id: message.id, item: found.item })),
    byId: new Set([...sure].map(({ id }) => id)),
    foreign: items.length - shown.length,
    absent: sent.filter((message) => !pairs.has(message)).map(({ id }) => id),
    confirmed: shown
      .filter(({ message, found }) => sure.has(message) || aloneWith.get(message) === found)
      .map(({ message, found }) => ({ message, item: found.item }))
      .filter(isNews),
  }
}

/** Whether something can be learnt: from nothing in doubt, and only once. */
function isNews({ message, item }: ConfirmedPair): boolean {
  return !message.inDoubt && isUnmatched(message) && item.dispatchDate !== undefined
}

interface Paired {
  readonly pairs: ReadonlyMap<TrackedMessage, FoundItem>
  /** Those for which upstream's id or ours decided. */
  readonly sure: ReadonlySet<TrackedMessage>
}

function pairAll(
  sent: readonly TrackedMessage[],
  found: readonly FoundItem[],
  alone: readonly Pair[],
  options: MatchOptions,
  isStranger: (found: FoundItem) => boolean = () => false,
): Paired {
  let restMessages = sent
  let rest = found
  const pairs = new Map<TrackedMessage, FoundItem>()
  const sure = new Set<TrackedMessage>()
  const take = (taken: readonly Pair[]) => {
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
  const left = new Set(rest)
  take(alone.filter(({ message, found }) => isUnmatched(message) && !pairs.has(message) && left.has(found)))
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
