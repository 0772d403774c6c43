import { z } from 'zod'
import type { Arrival } from '../arrivals/arrivals.js'

/** What a person answers, as the sandbox is told to. How Hi Broker puts it is documented nowhere: `form` is a choice. */
export const PersonReply = z.strictObject({
  phone: z.string().regex(/^\d{8,15}$/, 'must be 8 to 15 digits'),
  text: z.string().min(1).max(4_096),
  /** `meta`: as Meta writes a message; `text`: the payload is the text; `hidden`: where nobody looks for it; default `meta`. */
  form: z.enum(['meta', 'text', 'hidden']).default('meta'),
  /** When, epoch ms. Default: now. */
  at: z.int().min(0).optional(),
})
export type PersonReply = z.infer<typeof PersonReply>

/** The event of an answer to the last message that the person was sent, or to none. */
export function replyEvent(
  { phone, text, form, at }: PersonReply,
  { answered, sender, now }: { answered: Arrival | undefined; sender: string; now: number },
) {
  const moment = Math.floor(at ?? now)
  const payloads = {
    meta: {
      from: phone,
      id: `reply-${moment}`,
      type: 'text',
      text: { body: text },
      ...(answered && { context: { from: sender, id: answered.upstreamId } }),
    },
    text,
    hidden: { data: { words: text } },
  }
  return {
    payload: payloads[form],
    origin: 'API',
    statuses: null,
    type: 'Replied',
    tenantId: 'sandbox',
    departmentId: null,
    accountId: 'sandbox',
    eventId: form === 'meta' ? null : (answered?.upstreamId ?? null),
    senderId: form === 'meta' ? null : sender,
    userId: phone,
    eventTimestamp: moment,
    broker: 'sandbox',
    errorMessage: null,
    errorOrigin: null,
  }
}
