import { type Bookkeeping, resolveDoubt } from '../ledger/index.js'
import type { EnqueueDeps } from './enqueue-one.js'
import { findMessages, type MessageState } from './message-state.js'
import { NotUnknownError } from './not-unknown-error.js'
import { wake } from './wake.js'
import { failJobless } from './wake-released.js'

export interface Resolution {
  /** `accepted`: it was sent. `resend`: it was not, and is sent again. */
  readonly as: 'accepted' | 'resend'
  /** Who says so; kept with the message. */
  readonly by: string
}

/**
 * Somebody answers for what became of an unknown message (policy `hold`, or where the report cannot tell). One that is to
 * be sent again but has no job any more becomes `failed` (detail `job-missing`).
 * @returns its state afterwards; `undefined` when it is not known
 * @throws NotUnknownError when there is no doubt about it
 */
export async function resolveUnknown(
  deps: EnqueueDeps & { readonly books: Bookkeeping },
  id: string,
  { as, by }: Resolution,
): Promise<MessageState | undefined> {
  const { redis, keys, books, lanes } = deps
  const [before] = await findMessages(deps, [id])
  if (!before) return undefined
  const [resolved] = await resolveDoubt(redis, keys, {
    books,
    ids: [id],
    as: as === 'accepted' ? 'accepted' : 'enqueued',
    why: whyOf({ as, by }),
    unknownBy: Number.MAX_SAFE_INTEGER,
    attemptMs: 0,
  })
  if (!resolved) throw new NotUnknownError(id, before.status)
  const { missing } = await wake(lanes, [{ id, lane: before.lane }])
  if (as === 'resend') await failJobless(deps, missing)
  return (await findMessages(deps, [id]))[0]
}

/** What is kept with a message as the reason for its status. */
export function whyOf({ as, by }: Resolution): string {
  return `${as}, says ${by} at ${new Date().toISOString()}`
}
