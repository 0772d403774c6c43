import type { ReportedLimit } from '@disparo/core/internal/gate'
import type { Message } from '@disparo/core/internal/message'
import { type HiClient, type Outcome, outcomeOf, type Reply } from '@disparo/hi-platform/rest'

/** What a POST came to, and what its answer, where there was one, says of the limit. */
export interface PostResult {
  readonly outcome: Outcome
  readonly reportedLimit?: ReportedLimit
}

/** One POST, and what it came to. Never throws, and repeats nothing. */
export async function postMessage(
  { hi, deadline }: { readonly hi: Pick<HiClient, 'sendTemplate'>; readonly deadline: AbortSignal },
  message: Message,
): Promise<PostResult> {
  try {
    const reply = await hi.sendTemplate(message, { signal: deadline })
    return { outcome: outcomeOf({ reply }), reportedLimit: reportedLimitOf(reply) }
  } catch (error) {
    return { outcome: outcomeOf({ error }) }
  }
}

/** A 429 closes the gate by itself, for its own time. */
export function reportedLimitOf({ status, rate: { limit, remaining, resetMs } }: Reply): ReportedLimit {
  return { limit, resetMs, ...(status === 429 ? {} : { remaining }) }
}
