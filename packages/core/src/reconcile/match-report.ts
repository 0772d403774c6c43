import type { ReportItem } from '../hi/index.js'
import { recipientKey } from '../message/index.js'
import { alignGroup } from './align-group.js'
import { claimItems } from './claim-items.js'
import { compareText, inOrder } from './found-item.js'
import { type Likeness, type Pair, type PairUp, pairGroups } from './group-pairs.js'
import { sameId, sameLabel, sameTemplate, sameTemplateWithoutNamespace } from './likeness.js'
import type { Tolerance, TrackedMessage } from './tracked-message.js'

export interface MatchOptions extends Tolerance {
  /** The account's `uniqueLabel`: no two messages have the same label, so it alone says which is which. Default false. */
  readonly uniqueLabel?: boolean | undefined
  /**
   * The account's own number, where it was learnt. An item of another number, which none of the messages known to be sent
   * shows either, says nothing of a message in doubt: accounts that share a user share its report.
   */
  readonly sender?: string | undefined
}

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
  /** Messages without an item, by time of sending. A proof only where the scan `provesAbsence`. */
  readonly absent: readonly string[]
}

/**
 * Says whose each item of the report is (001, "Relatório via API": items carry no id, so mostly by recipient, template,
 * label and order in time). No item is used twice, and none goes to another recipient. A message matched before gets
 * its item again or none. The answer does not depend on the order of messages and items.
 * @param messages - every one sent in the window, or twins that are not there lose their items to those that are
 */
export function matchReport(
  messages: readonly TrackedMessage[],
  items: readonly ReportItem[],
  options: MatchOptions,
): MatchedReport {
  const sent = messages.toSorted((a, b) => a.sentAt - b.sentAt || compareText(a.id, b.id))
  const first = pairAll(sent, items, options)
  const isStranger = strangers(first, options.sender)
  const isMisled = [...first].some(([{ inDoubt }, item]) => inDoubt && isStranger(item))
  // Once more without them, and not only that one pair undone: the message may have an item of its own.
  const itemOf = isMisled
    ? pairAll(
        sent,
        items.filter((item) => !isStranger(item)),
        options,
      )
    : first
  const matches = sent.flatMap((message) => {
    const item = itemOf.get(message)
    return item ? [{ id: message.id, item }] : []
  })
  return {
    matches,
    foreign: items.length - matches.length,
    absent: sent.filter((message) => !itemOf.has(message)).map(({ id }) => id),
  }
}

function pairAll(
  sent: readonly TrackedMessage[],
  items: readonly ReportItem[],
  options: MatchOptions,
): ReadonlyMap<TrackedMessage, ReportItem> {
  let restMessages = sent
  let restItems = inOrder(items)
  const itemOf = new Map<TrackedMessage, ReportItem>()
  for (const { like, pairUp } of passes(options)) {
    const pairs = pairGroups(restMessages, restItems, like, pairUp)
    for (const { message, found } of pairs) itemOf.set(message, found.item)
    const used = new Set(pairs.map(({ found }) => found))
    restMessages = restMessages.filter((message) => !itemOf.has(message))
    restItems = restItems.filter((found) => !used.has(found))
  }
  return itemOf
}

/** Whether an item is of a number that is not the account's, as far as that is known. */
function strangers(
  itemOf: ReadonlyMap<TrackedMessage, ReportItem>,
  sender: string | undefined,
): (item: ReportItem) => boolean {
  const own = new Set(sender ? [recipientKey(sender)] : [])
  for (const [{ inDoubt }, item] of itemOf) if (!inDoubt && item.sender) own.add(recipientKey(item.sender))
  return ({ sender }) => own.size > 0 && sender !== '' && !own.has(recipientKey(sender))
}

/** From the surest to the least sure. */
function passes(options: MatchOptions): { readonly like: Likeness; readonly pairUp: PairUp }[] {
  const align: PairUp = (messages, found) => {
    // Who had an item before and does not find it must not take another's.
    const fresh = messages.filter(({ dispatchedAt }) => dispatchedAt === undefined)
    return alignCertainFirst(fresh, found, options)
  }
  return [
    { like: sameTemplate, pairUp: claimItems },
    { like: sameTemplateWithoutNamespace, pairUp: claimItems },
    { like: sameId, pairUp: oneToOne },
    ...(options.uniqueLabel ? [{ like: sameLabel, pairUp: oneToOne }] : []),
    { like: sameTemplate, pairUp: align },
    { like: sameTemplateWithoutNamespace, pairUp: align },
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
