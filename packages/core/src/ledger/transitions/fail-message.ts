import type { Message, MessageStatus } from '../../message/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { entryLua } from '../entry/entry.lua.js'
import { entryScriptArgs, entryScriptKeys, type LedgerOptions } from '../entry/ledger-options.js'
import { type NewEntryInput, newEntryFields } from '../entry/new-entry.js'
import { personFields } from '../entry/personal-data.js'
import { blockResendLua, failMessageLua } from './fail-message.lua.js'

const failScript = defineScript('disparoFailMessage', entryLua, failMessageLua)
const holdScript = defineScript('disparoBlockResend', entryLua, blockResendLua)

/** The detail of a message that failed for a fault of our own. */
export const internalErrorDetail = 'internal-error'

/** What a job says of its message: there may be no entry yet. */
export interface FailInput extends NewEntryInput {
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
  { ledgerOptions, job }: { readonly ledgerOptions: LedgerOptions; readonly job: FailInput },
): Promise<MessageStatus> {
  const [status, isNew] = (await failScript(redis, entryScriptKeys(keys), [
    ...entryScriptArgs(keys, ledgerOptions),
    job.id,
    job.batch ?? '',
    internalErrorDetail,
    ...personFields(ledgerOptions, job.id, job.message),
    ...newEntryFields(job),
  ])) as [MessageStatus, number]
  if (isNew === 1) ledgerOptions.onStatus?.({ lane: job.lane, status })
  return status
}

/** An attempt was made, and what it came to could not be written: under no policy is it sent again without a proof. */
export async function blockResend(
  redis: Redis,
  keys: AccountKeys,
  {
    ledgerOptions,
    id,
    token,
  }: { readonly ledgerOptions: LedgerOptions; readonly id: string; readonly token: string },
): Promise<void> {
  await holdScript(redis, entryScriptKeys(keys), [...entryScriptArgs(keys, ledgerOptions), id, token])
}
