import {
  type LearnedForm,
  maxFormLength,
  maxRemembered,
  phoneSuffix,
  type Rendition,
  recipientKey,
} from '@disparo/core/internal/message'
import type { ReportItem } from '../rest/index.js'
import { type FormMatcher, learnForm } from './learn-form.js'
import type { TrackedMessage } from './tracked-message.js'

/** A message known to be accepted, and an item that is surely its own. */
export interface ConfirmedPair {
  readonly message: TrackedMessage
  readonly item: ReportItem
}

/** Learns from sure pairs, each once, in the order of their sending. */
export function learnRendition(before: Rendition, pairs: readonly ConfirmedPair[]): Rendition {
  return pairs.reduce(learnPair, before)
}

function learnPair(known: Rendition, { message, item }: ConfirmedPair): Rendition {
  const { namespaces, elementName, label, labelCase, recipient, senders } = known
  const shownLabel = labelForm(message.externalLabel ?? '', item.externalLabel ?? '')
  const shownCase = labelCaseForm(message.externalLabel ?? '', item.externalLabel ?? '')
  return {
    namespaces: hearNamespace(namespaces, message.namespace, item.namespace),
    elementName: learnForm(elementName, nameForm(message.elementName, item.elementName)),
    label: shownLabel === undefined ? label : learnForm(label, shownLabel, labelAgrees, labelFormOf),
    labelCase: shownCase === undefined ? labelCase : learnForm(labelCase, shownCase),
    recipient: learnForm(recipient, recipientForm(message.to, item.recipient)),
    senders: hearSender(senders, item),
  }
}

function hearNamespace(known: Rendition['namespaces'], sent: string, shown: string): Rendition['namespaces'] {
  if (sent.length > maxFormLength || shown.length > maxFormLength) return known
  const before: LearnedForm = known.find((one) => one.sent === sent) ?? { latest: [] }
  const others = known.filter((one) => one.sent !== sent)
  return [...others.slice(-(maxRemembered - 1)), { sent, ...learnForm(before, shown) }]
}

function nameForm(sent: string, shown: string): string {
  if (sent === shown) return 'as-sent'
  return foldCase(sent) === foldCase(shown) ? 'other-case' : 'other'
}

/** With the length of a whole one, for it says that one as long is not cut. `undefined`: there was none to show. */
function labelForm(sent: string, shown: string): string | undefined {
  if (sent === '') return undefined
  if (shown === '') return 'none'
  if (!foldCase(sent).startsWith(foldCase(shown))) return 'other'
  return shown.length === sent.length ? `whole:${sent.length}` : `cut:${shown.length}`
}

function labelFormOf(seen: string): string {
  return seen.startsWith('whole:') ? 'whole' : seen
}

const labelAgrees: FormMatcher = (form, seen) => {
  if (form === seen) return true
  const [, length] = /^whole:(\d+)$/.exec(seen) ?? []
  if (length === undefined) return false
  return form === 'whole' || Number(length) <= (labelLengthOf(form) ?? -1)
}

/** How many characters a form of labels keeps; `undefined`: it is no such form. */
export function labelLengthOf(form: string | undefined): number | undefined {
  if (form === 'none') return 0
  const [, kept] = /^cut:(\d+)$/.exec(form ?? '') ?? []
  return kept === undefined ? undefined : Number(kept)
}

function labelCaseForm(sent: string, shown: string): string | undefined {
  const kept = sent.slice(0, shown.length)
  // What has no letters is the same in any case.
  if (kept === '' || kept.toUpperCase() === kept.toLowerCase() || foldCase(kept) !== foldCase(shown))
    return undefined
  return kept === shown ? 'as-sent' : 'other-case'
}

function recipientForm(sent: string, shown: string): string {
  const digits = shown.replace(/\D/g, '')
  if (digits === sent) return 'as-sent'
  if (recipientKey(digits) === recipientKey(sent)) return 'other-ninth-digit'
  return recipientKey(`55${digits}`) === recipientKey(sent) ? 'without-country' : 'other'
}

function hearSender(known: Rendition['senders'], { sender, dispatchDate }: ReportItem): Rendition['senders'] {
  const number = sender.trim()
  const at = dispatchDate?.getTime()
  if (number === '' || number.length > maxFormLength || at === undefined) return known
  const same = known.find((one) => phoneSuffix(one.number) === phoneSuffix(number))
  const others = known.filter((one) => one !== same)
  return [
    ...others.slice(-(maxRemembered - 1)),
    { number, pairs: (same?.pairs ?? 0) + 1, at: Math.max(at, same?.at ?? 0) },
  ]
}

/** Case is what reports change; no letter is another for it. */
export function foldCase(text: string): string {
  return text.toLowerCase()
}
