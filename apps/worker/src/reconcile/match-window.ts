import { type SlicedMessage, type SliceMessages, sliceMs } from '@disparo/core/internal/ledger'
import {
  type ConfirmedPair,
  type MatchOptions,
  matchReport,
  type ReportMatch,
  releaseContestedMatches,
  shiftTolerance,
  sliceOf,
  type TrackedMessage,
} from '@disparo/hi-platform/report'
import type { ReportItem } from '@disparo/hi-platform/rest'
import type { AnsweredWindow } from './ask-window.js'
import { wasAccepted } from './evidence-controls.js'
import { dropFutureDates, isFromApi } from './read-item.js'
import type { SliceRange } from './widen-for-evidence.js'

/** Whose the items of a window are. */
export interface MatchedWindow {
  /** All of them, without dates that are yet to come. */
  readonly items: readonly ReportItem[]
  readonly matches: readonly ReportMatch[]
  /** Messages without an item, neighbours too. */
  readonly absent: readonly string[]
  /** The messages of the steps that were scanned. Neighbours are there to keep their own items: what those show is for another scan. */
  readonly ours: ReadonlyMap<string, SlicedMessage>
  /** What of ours the account's rendition can be learnt from. */
  readonly confirmed: readonly ConfirmedPair[]
}

export function matchWindow(
  { range, tolerance, skewMs, read }: AnsweredWindow,
  { messages, missingDataKey }: SliceMessages,
  options: Pick<MatchOptions, 'uniqueLabel' | 'rendition' | 'senders'>,
): MatchedWindow {
  const items = read.items.map((item) => dropFutureDates(item, read.answeredAt + skewMs + tolerance.earlyMs))
  const there = shiftTolerance(tolerance, skewMs)
  const sent = messages.map((message) => tracked(message, skewMs))
  const { matches, absent, confirmed } = releaseContestedMatches(
    matchReport(sent, items.filter(isFromApi), { ...there, ...options }),
    sent,
    missingDataKey.map(({ elementName, sendingAt }) => ({ elementName, sentAt: sendingAt + skewMs })),
    there,
  )
  const ours = new Map(messages.filter(isSentIn(range)).map((message) => [message.id, message]))
  return {
    ...{ items, matches, absent, ours },
    confirmed: confirmed.filter(({ message }) => ours.has(message.id)),
  }
}

function isSentIn({ first, last }: SliceRange): (message: SlicedMessage) => boolean {
  return ({ sendingAt }) => sliceOf(sendingAt, sliceMs) >= first && sliceOf(sendingAt, sliceMs) <= last
}

/** A message by upstream's clock. What was ever followed and has not gone out was unknown once, and may be about to be sent again. */
export function tracked(message: SlicedMessage, skewMs: number): TrackedMessage {
  return {
    id: message.id,
    to: message.to,
    namespace: message.namespace,
    elementName: message.elementName,
    externalLabel: message.externalLabel,
    upstreamId: message.upstreamId,
    dispatchedAt: message.dispatchedAt,
    sentDate: message.sentDate,
    receivedDate: message.receivedDate,
    readDate: message.readDate,
    inDoubt: !wasAccepted(message),
    sentAt: message.sendingAt + skewMs,
  }
}
