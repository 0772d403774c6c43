import { z } from 'zod'
import type { LedgerEntry } from '../ledger/index.js'
import { MessageStatus, plainLabel } from '../message/index.js'
import type { Seal } from '../seal/index.js'
import type { OutboxEvent } from './outbox-event.js'

const Instant = z.iso.datetime()

/**
 * What a callback tells of one status change, or of the recipient's answer (`message.replied`); the form is that of Standard Webhooks (`type`, `timestamp`, `data`).
 * It names no recipient, no parameter and no words of upstream: who enqueued the message knows its id, or its batch and
 * row, and may ask for the rest. `timeline` is what was known when the change was taken from the outbox, so that a
 * receiver that is told late or in another order need not sort.
 */
export const CallbackBody = z.object({
  type: z.string().regex(/^message\.[a-z]+$/),
  /** When the status changed. */
  timestamp: Instant,
  data: z.object({
    id: z.string().min(1),
    /** The new one; with an answer that which the message has. */
    status: MessageStatus,
    account: z.string().min(1),
    at: Instant,
    batch: z.string().optional(),
    row: z.int().optional(),
    externalLabel: z.string().optional(),
    /** When the recipient first answered, where that is known. */
    repliedAt: Instant.optional(),
    timeline: z.partialRecord(MessageStatus, Instant),
  }),
})
export type CallbackBody = z.infer<typeof CallbackBody>

/** `entry`: what the ledger has of the message; it may have let go of it (see `ledgerDays`). */
export function callbackBody(
  account: string,
  { messageId, status: news, at }: OutboxEvent,
  entry: LedgerEntry | undefined,
): CallbackBody {
  const label = plainLabel(entry?.externalLabel, messageId)
  const status = news === 'replied' ? (entry?.status ?? 'accepted') : news
  const repliedAt = news === 'replied' ? at : entry?.repliedAt
  const told = news === 'replied' ? {} : { [news]: entry?.times[news] ?? at }
  const times = { ...entry?.times, ...told }
  const timeline = Object.fromEntries(Object.entries(times).map(([name, time]) => [name, instant(time)]))
  return {
    type: `message.${news}`,
    timestamp: instant(at),
    data: {
      id: messageId,
      status,
      account,
      at: instant(at),
      ...(entry?.batch === undefined ? {} : { batch: entry.batch }),
      ...(entry?.row === undefined ? {} : { row: entry.row }),
      ...(label ? { externalLabel: label } : {}),
      ...(repliedAt === undefined ? {} : { repliedAt: instant(repliedAt) }),
      timeline,
    },
  }
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}

/** A callback as it waits in Redis: the label is what somebody wrote, and may tell of a person. */
export function sealLabel(seal: Seal, body: CallbackBody): CallbackBody {
  return withLabel(body, (label) => seal.seal('label', body.data.id, label))
}

/**
 * A callback as it goes out.
 * @throws DataKeyMissingError
 * @throws BrokenSealError
 */
export function openLabel(seal: Seal, body: CallbackBody): CallbackBody {
  return withLabel(body, (label) => seal.open('label', body.data.id, label))
}

function withLabel(body: CallbackBody, change: (label: string) => string): CallbackBody {
  const { externalLabel } = body.data
  if (externalLabel === undefined) return body
  return { ...body, data: { ...body.data, externalLabel: change(externalLabel) } }
}
