import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'
import { type Bookkeeping, bookkeepingArgs, bookkeepingKeys } from './bookkeeping.js'
import { entryLua } from './entry.lua.js'
import { laneOfEntry } from './fields.js'
import { forgetMessageLua } from './forget-message.lua.js'
import { type EntryTerms, newEntryFields } from './new-entry.js'

const script = defineScript('disparoForgetMessage', entryLua, forgetMessageLua)

/**
 * What has come of it: a message still to be sent is `cancelled` and forgotten; one whose attempt is `under-way` or
 * `in-doubt` is forgotten when that is over; one that is at rest or went out is `forgotten`. `nothing`: nobody was in it.
 */
export type Forgotten = 'cancelled' | 'under-way' | 'in-doubt' | 'forgotten' | 'nothing'

/**
 * Takes the person out of a message's entry: recipient, label, detail and fingerprint. Its status, its times and its
 * batch's counts stay.
 * @param job - what its job says, for a message that may have no entry yet
 */
export async function forgetMessage(
  redis: Redis,
  keys: AccountKeys,
  {
    books,
    id,
    job,
  }: { readonly books: Bookkeeping; readonly id: string; readonly job?: EntryTerms | undefined },
): Promise<Forgotten> {
  const args = [
    ...bookkeepingArgs(keys, books),
    id,
    job?.batch ?? '',
    ...(job ? newEntryFields({ ...job, fingerprint: undefined }) : []),
  ]
  const [what, urgent] = (await script(redis, bookkeepingKeys(keys), args)) as [Forgotten, string | undefined]
  if (what === 'cancelled') books.onStatus?.({ lane: laneOfEntry(urgent), status: 'cancelled' })
  return what
}
