import type { Message, MessageStatus } from '../../message/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { entryLua } from '../entry/entry.lua.js'
import { entryScriptArgs, entryScriptKeys, type LedgerOptions } from '../entry/ledger-options.js'
import { type NewEntryInput, newEntryFields } from '../entry/new-entry.js'
import { personFields } from '../entry/personal-data.js'
import { cancelMessageLua } from './cancel-message.lua.js'

const script = defineScript('disparoCancelMessage', entryLua, cancelMessageLua)

/** What a job says of its message: there may be no entry yet. */
export interface CancelInput extends Omit<NewEntryInput, 'message'> {
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
    ledgerOptions,
    job,
    why = 'batch',
  }: {
    readonly ledgerOptions: LedgerOptions
    readonly job: CancelInput
    readonly why?: 'batch' | 'withdrawn' | undefined
  },
): Promise<{ readonly status: MessageStatus; readonly isNew: boolean }> {
  const { message } = job
  const [status, isNew] = (await script(redis, entryScriptKeys(keys), [
    ...entryScriptArgs(keys, ledgerOptions),
    job.id,
    job.batch,
    why,
    ...(message ? personFields(ledgerOptions, job.id, message) : []),
    ...newEntryFields({ ...job, message: message ?? { namespace: '', elementName: '' } }),
  ])) as [MessageStatus, number]
  if (isNew === 1) ledgerOptions.onStatus?.({ lane: job.lane, status })
  return { status, isNew: isNew === 1 }
}
