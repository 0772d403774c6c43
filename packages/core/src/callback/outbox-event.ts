import { z } from 'zod'
import { MessageStatus } from '../message/index.js'

/** What callbacks tell of: every status that the ledger writes there, and that the recipient has answered. */
const News = z.union([MessageStatus, z.literal('replied')])

/** One change as the ledger wrote it into the outbox (`entry_tell` in entry.lua.ts). */
export interface OutboxEvent {
  /** The stream's id, `<ms>-<n>`: unique within the account, and in the order in which changes were written. */
  readonly eventId: string
  readonly messageId: string
  readonly status: z.infer<typeof News>
  /** Epoch ms. */
  readonly at: number
}

const Fields = z.object({
  id: z.string().min(1),
  status: News,
  // 8.64e15 is the last moment a Date can name.
  at: z.coerce.number().min(0).max(8.64e15),
})

/** An entry of the stream, or `undefined` when it is no event and never will be. */
export function readOutboxEvent(eventId: string, flat: readonly string[]): OutboxEvent | undefined {
  const pairs = flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1]]] : []))
  const parsed = Fields.safeParse(Object.fromEntries(pairs))
  if (!parsed.success) return undefined
  const { id, status, at } = parsed.data
  return { eventId, messageId: id, status, at }
}
