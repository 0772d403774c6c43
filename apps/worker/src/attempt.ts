import { type Outcome, outcomeOf } from '@disparo/core/hi'
import type { Message } from '@disparo/core/message'
import type { SendDeps } from './send-message.js'

/** One POST, and what it came to. Never throws, and repeats nothing. */
export async function attempt(
  { hi, deadline }: Pick<SendDeps, 'hi' | 'deadline'>,
  message: Message,
): Promise<Outcome> {
  try {
    return outcomeOf({ reply: await hi.sendTemplate(message, { signal: deadline }) })
  } catch (error) {
    return outcomeOf({ error })
  }
}
