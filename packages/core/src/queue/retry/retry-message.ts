import type { LedgerOptions } from '../../ledger/index.js'
import type { EnqueueDeps } from '../enqueue/enqueue-one.js'
import { findMessages, type MessageState } from '../state/message-state.js'
import { CannotRetryError } from './cannot-retry-error.js'
import { retryFailed } from './retry-failed.js'

/**
 * Sends a message that failed again (see `retryFailed`).
 * @returns its state afterwards; `undefined` when it is not known
 * @throws CannotRetryError; then nothing has changed
 */
export async function retryMessage(
  deps: EnqueueDeps & { readonly ledgerOptions: LedgerOptions },
  id: string,
): Promise<MessageState | undefined> {
  const [before] = await findMessages(deps, [id])
  if (!before) return undefined
  const [obstacle] = await retryFailed(deps, before.lane, [id])
  if (obstacle) throw new CannotRetryError(id, obstacle)
  return (await findMessages(deps, [id]))[0]
}
