import type { Bookkeeping } from '../ledger/index.js'
import { CannotRetryError } from './cannot-retry-error.js'
import type { EnqueueDeps } from './enqueue-one.js'
import { findMessages, type MessageState } from './message-state.js'
import { retryFailed } from './retry-failed.js'

/**
 * Sends a message that failed again (see `retryFailed`).
 * @returns its state afterwards; `undefined` when it is not known
 * @throws CannotRetryError; then nothing has changed
 */
export async function retryMessage(
  deps: EnqueueDeps & { readonly books: Bookkeeping },
  id: string,
): Promise<MessageState | undefined> {
  const [before] = await findMessages(deps, [id])
  if (!before) return undefined
  const [obstacle] = await retryFailed(deps, before.lane, [id])
  if (obstacle) throw new CannotRetryError(id, obstacle)
  return (await findMessages(deps, [id]))[0]
}
