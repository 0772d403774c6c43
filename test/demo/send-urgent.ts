import { setTimeout } from 'node:timers/promises'
import type { Message } from '@disparo/core/internal/message'

/** Between one urgent message and the next: together they span the middle of the campaign. */
const INTERVAL_MS = 250

export interface UrgentMessage {
  readonly id: string
  /** Its recipient, which no other message has. */
  readonly to: string
  /** Just before the POST, in epoch milliseconds. */
  readonly postedAt: number
}

interface UrgentSender {
  send(message: Message): Promise<{ readonly id: string }>
}

/** One-time codes, one after the other, as people who log in would cause them. */
export async function sendUrgent(
  door: UrgentSender,
  count: number,
  signal: AbortSignal,
): Promise<UrgentMessage[]> {
  const messages: UrgentMessage[] = []
  for (let n = 1; n <= count; n++) {
    if (n > 1) await setTimeout(INTERVAL_MS, undefined, { signal })
    // The campaign of 1,203 ends long before 55 11 90001-0001.
    const to = `55119${`${10_000 + n}`.padStart(8, '0')}`
    const postedAt = Date.now()
    const { id } = await door.send({
      to,
      namespace: 'default',
      elementName: 'codigo_acesso',
      components: [{ type: 'otp', parameters: [{ type: 'text', text: `${100_000 + n}` }] }],
    })
    messages.push({ id, to, postedAt })
  }
  return messages
}
