import type { Message, MessageStatus } from '../message/index.js'
import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'
import { type Bookkeeping, bookkeepingArgs, bookkeepingKeys } from './bookkeeping.js'
import { cancelMessageLua } from './cancel-message.lua.js'
import { entryLua } from './entry.lua.js'
import { type EntryTerms, newEntryFields } from './new-entry.js'
import { personFields } from './person.js'

const script = defineScript('disparoCancelMessage', entryLua, cancelMessageLua)

/** What a job says of its message: there may be no entry yet. */
export interface CancelTerms extends Omit<EntryTerms, 'message'> {
  /** None where it cannot be opened: its entry is then of nobody. */
  readonly message?: Message | undefined
  readonly batch: string
}

/**
 * Cancels a message that is still to be sent. One whose attempt is under way or in doubt stays as it is, and so does one
 * that is at rest or went out.
 * @param input.why `batch`: only while its batch is cancelled. `withdrawn`: whatever its batch is
 * @returns its status afterwards, and whether it has just come to be so
 */
export async function cancelMessage(
  redis: Redis,
  keys: AccountKeys,
  {
    books,
    job,
    why = 'batch',
  }: {
    readonly books: Bookkeeping
    readonly job: CancelTerms
    readonly why?: 'batch' | 'withdrawn' | undefined
  },
): Promise<{ readonly status: MessageStatus; readonly isNew: boolean }> {
  const { message } = job
  const [status, isNew] = (await script(redis, bookkeepingKeys(keys), [
    ...bookkeepingArgs(keys, books),
    job.id,
    job.batch,
    why,
    ...(message ? personFields(books, job.id, message) : []),
    ...newEntryFields({ ...job, message: message ?? { namespace: '', elementName: '' } }),
  ])) as [MessageStatus, number]
  if (isNew === 1) books.onStatus?.({ lane: job.lane, status })
  return { status, isNew: isNew === 1 }
}
