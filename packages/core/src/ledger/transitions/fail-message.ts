import type { Message, MessageStatus } from '../../message/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { entryLua } from '../entry/entry.lua.js'
import { entryScriptArgs, entryScriptKeys, type LedgerOptions } from '../entry/ledger-options.js'
import { type NewEntryInput, newEntryFields } from '../entry/new-entry.js'
import { personFields } from '../entry/personal-data.js'

/**
 * What is written down of faults of our own. Both have the account's three keys (see entry.lua.ts) and, after the account's
 * arguments, the message's id.
 *
 * `failMessageLua`: fails a message that is still to be sent. Then: batch, why, and the fields of a new entry. Answers what
 * it is then, and whether it has just come to be so.
 */
const failMessageLua = /* lua */ `
local account, now = entry_account(), gate_now()
local id, batch, why = ARGV[5], ARGV[6], ARGV[7]
local entry = account.prefix .. ':msg:' .. id
local status = redis.call('HGET', entry, field.status)
if status and status ~= 'enqueued' then return { status, 0 } end
if not status then redis.call('HSET', entry, unpack(ARGV, 8)) end
redis.call('HSET', entry, field.detail, why)
entry_move(account, id, batch, status or nil, 'failed', now, nil, nil, why)
return { 'failed', 1 }
`

/** `blockResendLua`: an attempt, named by its token, was made and could not be settled. */
const blockResendLua = /* lua */ `
local entry = entry_account().prefix .. ':msg:' .. ARGV[5]
if redis.call('HGET', entry, field.token) == ARGV[6] then redis.call('HSET', entry, field.denied, 1) end
`

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
  const { seal, persons } = ledgerOptions
  const marks = await persons?.marks()
  const [status, isNew] = (await failScript(redis, entryScriptKeys(keys), [
    ...entryScriptArgs(keys, ledgerOptions),
    job.id,
    job.batch ?? '',
    internalErrorDetail,
    ...personFields({ seal, marks }, job.id, job.message),
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
