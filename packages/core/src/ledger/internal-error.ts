import type { Message, MessageStatus } from '../message/index.js'
import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'
import { type Bookkeeping, bookkeepingArgs, bookkeepingKeys } from './bookkeeping.js'
import { entryLua } from './entry.lua.js'
import { failMessageLua, holdDoubtLua } from './internal-error.lua.js'
import { type EntryTerms, newEntryFields } from './new-entry.js'
import { personFields } from './person.js'

const failScript = defineScript('disparoFailMessage', entryLua, failMessageLua)
const holdScript = defineScript('disparoHoldDoubt', entryLua, holdDoubtLua)

/** The detail of a message that failed for a fault of our own. */
export const internalError = 'internal-error'

/** What a job says of its message: there may be no entry yet. */
export interface FailTerms extends EntryTerms {
  readonly message: Message
}

/**
 * Fails a message that is still to be sent, for we have a fault with it (`internal-error`). It can be retried. One that is
 * anything else stays as it is.
 * @returns its status afterwards
 */
export async function failMessage(
  redis: Redis,
  keys: AccountKeys,
  { books, job }: { readonly books: Bookkeeping; readonly job: FailTerms },
): Promise<MessageStatus> {
  const [status, isNew] = (await failScript(redis, bookkeepingKeys(keys), [
    ...bookkeepingArgs(keys, books),
    job.id,
    job.batch ?? '',
    internalError,
    ...personFields(books, job.id, job.message),
    ...newEntryFields(job),
  ])) as [MessageStatus, number]
  if (isNew === 1) books.onStatus?.({ lane: job.lane, status })
  return status
}

/** An attempt was made, and what it came to could not be written: under no policy is it sent again without a proof. */
export async function holdDoubt(
  redis: Redis,
  keys: AccountKeys,
  { books, id, token }: { readonly books: Bookkeeping; readonly id: string; readonly token: string },
): Promise<void> {
  await holdScript(redis, bookkeepingKeys(keys), [...bookkeepingArgs(keys, books), id, token])
}
