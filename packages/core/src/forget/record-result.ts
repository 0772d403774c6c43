import type { ForgetResult } from '../ledger/index.js'
import type { ForgetProgress } from './forget-deps.js'

/** Notes what has come of one of the person's messages. */
export function recordResult(
  { ids, forgotten, pending }: ForgetProgress,
  id: string,
  what: ForgetResult,
): void {
  ids.add(id)
  if (what === 'under-way' || what === 'in-doubt') pending.add(id)
  if (what === 'cancelled' || what === 'forgotten') forgotten.add(id)
}
