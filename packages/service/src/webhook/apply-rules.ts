import {
  numberIsGood,
  optOutWords,
  type SuppressionRule,
  suppressByRule,
} from '@disparo/core/internal/contacts'
import { type MatchedMessage, readSenders } from '@disparo/core/internal/ledger'
import { normalizeRecipient, recipientKey } from '@disparo/core/internal/message'
import { noSeal } from '@disparo/core/internal/seal'
import type { WebhookDeps } from '@disparo/core/internal/webhook'
import { type BrokerEvent, failureCode, readPersonReply } from '@disparo/hi-platform/rest'
import { readMessagePerson } from './message-person.js'

interface HeardEvent {
  readonly event: unknown
  readonly read: BrokerEvent
  /** When it happened, epoch ms. */
  readonly at: number
  /** Its message, where that is known. */
  readonly found?: MatchedMessage | undefined
  /** It may still find its message. */
  readonly isNew: boolean
}

/** Which rule an event is for, and whom it names beside the message's recipient; `unreadable`: a reply whose text cannot be found. */
type Told = { readonly rule: SuppressionRule; readonly from?: string | undefined } | 'unreadable' | undefined

const optedOut = '131050'
const undeliverable = '131026'

/**
 * Suppresses whom an event says so of, by the account's rules, and is done when that is written. An event of no message
 * known is for the number that it names: whoever sent the message, it is the person who does not want more. Doing it again
 * changes nothing. Answers `unreadable` for a reply whose text cannot be found.
 */
export async function applyRules(webhook: WebhookDeps, heard: HeardEvent): Promise<'unreadable' | undefined> {
  const { account, redis, keys, ledgerOptions } = webhook
  const { persons, seal = noSeal } = ledgerOptions
  const { read, at, found } = heard
  if (!account || !persons || read.type === undefined) return undefined
  const list = { scope: 'account', redis, keys, seal, persons } as const
  const told = ruleOf(account.suppression, heard)
  const cameThrough = read.type === 'Delivered' || read.type === 'Read' || read.type === 'Replied'
  if (told === 'unreadable' || (!told && (found || !cameThrough))) return told || undefined

  for (const recipient of await peopleOf(webhook, heard, told?.from)) {
    if (!found && cameThrough) await numberIsGood(list, recipient, at)
    if (told) {
      const hit = { rule: told.rule, recipient, at, event: nameOf(told.rule, heard), message: found?.id }
      await suppressByRule(list, account.suppression, hit)
    }
  }
  return undefined
}

/** Whether it is a reply whose text cannot be found, and words would be looked for. */
export function isUnreadableReply(
  { account, ledgerOptions: { persons } }: WebhookDeps,
  event: unknown,
  type: BrokerEvent['type'],
): boolean {
  return (
    type === 'Replied' &&
    persons !== undefined &&
    account?.suppression.rules.words === true &&
    readPersonReply(event).isUnreadable === true
  )
}

function ruleOf(
  { rules, words }: NonNullable<WebhookDeps['account']>['suppression'],
  { event, read: { type, error }, found, isNew }: HeardEvent,
): Told {
  if (type === 'Replied') {
    const { text, isUnreadable, from } = readPersonReply(event)
    if (isUnreadable) return rules.words ? 'unreadable' : undefined
    return text !== undefined && optOutWords(words)(text) ? { rule: 'words', from } : undefined
  }
  if (type !== 'Failed' && type !== 'DispatchFailed') return undefined
  const code = failureCode('', error)
  if (code === optedOut) return { rule: 'optedOut' }
  // Where it may be our own, it is counted once its message is known: else one failure might be two.
  return code === undeliverable && (found || !isNew) ? { rule: 'invalidNumber' } : undefined
}

/** What an event is known by when it comes again; of a failed message each is the same. */
function nameOf(rule: SuppressionRule, { read, at, found }: HeardEvent): string {
  const [id] = read.upstreamIds
  if (rule === 'invalidNumber') return found?.id ?? id ?? String(at)
  const when = read.at?.getTime() ?? (id === undefined ? at : '')
  return [when, ...read.upstreamIds].join(' ')
}

/** Whom an event is about: its message's recipient, and who says that they wrote it; else the numbers that it names. */
async function peopleOf(
  webhook: WebhookDeps,
  { read, found }: HeardEvent,
  from: string | undefined,
): Promise<string[]> {
  const to = found && (await readMessagePerson(webhook, found.id))
  const sure = [to, from].filter((number) => number !== undefined)
  const named = read.type === 'Replied' ? [...read.recipients, ...read.senders] : read.recipients
  const numbers = sure.length > 0 ? sure : await withoutOwn(webhook, named)
  const people = numbers.map(
    (number) => normalizeRecipient(number, webhook.account?.defaultCountry) ?? number,
  )
  return [...new Map(people.map((number) => [recipientKey(number), number])).values()]
}

/** A reply may name the account's own number beside its person's, and nobody says which is which. */
async function withoutOwn(
  { redis, keys, ledgerOptions }: WebhookDeps,
  numbers: readonly string[],
): Promise<readonly string[]> {
  if (numbers.length < 2) return numbers
  const own = (await readSenders(redis, keys, ledgerOptions.seal)).map(recipientKey)
  return numbers.filter((number) => !own.includes(recipientKey(number)))
}
