import { z } from 'zod'
import type { LedgerBatch, LedgerEntry } from '../ledger/index.js'
import { extrasOf, MessageStatus, type Metadata, plainLabel } from '../message/index.js'
import type { Seal } from '../seal/index.js'
import { BatchNews, type OutboxEvent } from './outbox-event.js'

const Instant = z.iso.datetime()

/**
 * What a callback tells of one status change, or of the recipient's answer (`message.replied`); the form is that of Standard Webhooks (`type`, `timestamp`, `data`).
 * It names no recipient, no parameter and no words of upstream: who enqueued the message knows its id, or its batch and
 * row, and may ask for the rest. `timeline` is what was known when the change was taken from the outbox, so that a
 * receiver that is told late or in another order need not sort.
 */
const MessageCallback = z.object({
  type: z.templateLiteral(['message.', z.union([MessageStatus, z.literal('replied')])]),
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
    /** Rejected, failed or unknown: the code of why (docs/errors.md). */
    reason: z.string().optional(),
    externalLabel: z.string().optional(),
    reference: z.string().optional(),
    metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
    /** When the recipient first answered, where that is known. */
    repliedAt: Instant.optional(),
    timeline: z.partialRecord(MessageStatus, Instant),
  }),
})
type MessageCallback = z.infer<typeof MessageCallback>

/** What a callback tells of a batch: it is finished (and may run again), or has halted by itself. */
const BatchCallback = z.object({
  type: BatchNews,
  timestamp: Instant,
  data: z.object({
    id: z.string().min(1),
    account: z.string().min(1),
    at: Instant,
    name: z.string().optional(),
    total: z.int(),
    /** Messages by status, as they were when the callback was made. */
    counts: z.partialRecord(MessageStatus, z.int()),
    /** Why it halted, and how many of how many outcomes were failures. */
    halted: z.object({ reason: z.enum(['canary', 'share']), rejected: z.int(), of: z.int() }).optional(),
  }),
})

export const CallbackBody = z.union([MessageCallback, BatchCallback])
export type CallbackBody = z.infer<typeof CallbackBody>

/** `batch`: what the ledger has of it; it may have let go of it. */
export function batchCallbackBody(
  account: string,
  { messageId: id, status, at }: OutboxEvent<z.infer<typeof BatchNews>>,
  batch: LedgerBatch | undefined,
): CallbackBody {
  const { name, total = 0, counts = {}, halt } = batch ?? {}
  return {
    type: status,
    timestamp: instant(at),
    data: {
      ...{ id, account, at: instant(at), total, counts },
      ...(name === undefined ? {} : { name }),
      ...(halt && status === 'batch.halted' ? { halted: halt } : {}),
    },
  }
}

/** `entry`: what the ledger has of the message; it may have let go of it (see `ledgerDays`). */
export function callbackBody(
  account: string,
  { messageId, status: news, at }: OutboxEvent<MessageStatus | 'replied'>,
  entry: LedgerEntry | undefined,
): MessageCallback {
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
      ...(entry?.reason && status === entry.status ? { reason: entry.reason } : {}),
      ...extrasOf(entry ?? {}),
      ...(repliedAt === undefined ? {} : { repliedAt: instant(repliedAt) }),
      timeline,
    },
  }
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}

/** Whether it tells of a message. */
export function isOfMessage(body: CallbackBody): body is MessageCallback {
  return 'status' in body.data
}

/** The name by which all metadata is kept as one text, in place of its own. */
const kept = 'kept'

/** A callback as it waits in Redis: label, reference and metadata are what somebody wrote, and may tell of a person. */
export function sealLabel(seal: Seal, body: CallbackBody): CallbackBody {
  return withTexts(body, {
    text: (text) => seal.seal('label', body.data.id, text),
    metadata: (metadata) => ({ [kept]: seal.seal('label', body.data.id, JSON.stringify(metadata)) }),
  })
}

/**
 * A callback as it goes out.
 * @throws DataKeyMissingError
 * @throws BrokenSealError
 */
export function openLabel(seal: Seal, body: CallbackBody): CallbackBody {
  const text = (sealed: string) => seal.open('label', body.data.id, sealed)
  return withTexts(body, {
    text,
    metadata: (metadata) => JSON.parse(text(String(metadata[kept]))) as Metadata,
  })
}

interface TextChange {
  readonly text: (text: string) => string
  readonly metadata: (metadata: Metadata) => Metadata
}

function withTexts(body: CallbackBody, change: TextChange): CallbackBody {
  if (!isOfMessage(body)) return body
  const { externalLabel, reference, metadata, ...data } = body.data
  return {
    ...body,
    data: {
      ...data,
      ...(externalLabel === undefined ? {} : { externalLabel: change.text(externalLabel) }),
      ...(reference === undefined ? {} : { reference: change.text(reference) }),
      ...(metadata === undefined ? {} : { metadata: change.metadata(metadata) }),
    },
  }
}
