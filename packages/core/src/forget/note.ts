import type { Forgotten } from '../ledger/index.js'
import type { Search } from './forget-deps.js'

/** Notes what has come of one of the person's messages. */
export function note({ ids, forgotten, pending }: Search, id: string, what: Forgotten): void {
  ids.add(id)
  if (what === 'under-way' || what === 'in-doubt') pending.add(id)
  if (what === 'cancelled' || what === 'forgotten') forgotten.add(id)
}
