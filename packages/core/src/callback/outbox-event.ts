import { z } from 'zod'
import { MessageStatus } from '../message/index.js'

/** What callbacks tell of a batch. */
export const BatchNews = z.enum(['batch.finished', 'batch.halted'])

/** What callbacks tell of: every status that the ledger writes there, that the recipient has answered, and of batches. */
const News = z.union([MessageStatus, z.literal('replied'), BatchNews])

/** One change as the ledger wrote it into the outbox (`entry_tell` in entry.lua.ts). */
export interface OutboxEvent<Status = z.infer<typeof News>> {
  /** The stream's id, `<ms>-<n>`: unique within the account, and in the order in which changes were written. */
  readonly eventId: string
  /** A batch's, where it is told of one. */
  readonly messageId: string
  readonly status: Status
  /** Epoch ms. */
  readonly at: number
}

const Fields = z.object({
  id: z.string().min(1),
  status: News,
  // 8.64e15 is the last moment a Date can name.
  at: z.coerce.number().min(0).max(8.64e15),
})

/** One that tells of a message. */
export type MessageEvent = OutboxEvent<MessageStatus | 'replied'>

/** Whether it tells of a batch. */
export function isBatchEvent(event: OutboxEvent): event is OutboxEvent<z.infer<typeof BatchNews>> {
  return BatchNews.safeParse(event.status).success
}

/** An entry of the stream, or `undefined` when it is no event and never will be. */
export function readOutboxEvent(eventId: string, flat: readonly string[]): OutboxEvent | undefined {
  const pairs = flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1]]] : []))
  const parsed = Fields.safeParse(Object.fromEntries(pairs))
  if (!parsed.success) return undefined
  const { id, status, at } = parsed.data
  return { eventId, messageId: id, status, at }
}
