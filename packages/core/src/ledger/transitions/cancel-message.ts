import type { Message, MessageStatus } from '../../message/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { entryLua } from '../entry/entry.lua.js'
import { entryScriptArgs, entryScriptKeys, type LedgerOptions } from '../entry/ledger-options.js'
import { type NewEntryInput, newEntryFields } from '../entry/new-entry.js'
import { personFields } from '../entry/personal-data.js'

/**
 * Cancels a message that is still to be sent. Keys: the account's three (see entry.lua.ts). After the account's arguments:
 * id, batch, why (`batch`: only while that is cancelled); then the fields of a new entry. Answers what it is then, and whether it has
 * just come to be so.
 */
const cancelMessageLua = /* lua */ `
local account, now = entry_account(), gate_now()
local id, batch = ARGV[5], ARGV[6]
local entry = account.prefix .. ':msg:' .. id

-- Changes nothing, but lets the others pass where there is no memory left (see settle.lua.ts): cancelling makes room.
redis.call('HDEL', entry, '')

local status = redis.call('HGET', entry, field.status)
if status and status ~= 'enqueued' then return { status, 0 } end
if ARGV[7] == 'batch' and batch_state(account, id, batch) ~= 'cancelled' then return { 'enqueued', 0 } end
if not status then redis.call('HSET', entry, unpack(ARGV, 8)) end
entry_move(account, id, batch, status or nil, 'cancelled', now)
return { 'cancelled', 1 }
`

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
  const { seal, persons } = ledgerOptions
  const marks = await persons?.marks()
  const [status, isNew] = (await script(redis, entryScriptKeys(keys), [
    ...entryScriptArgs(keys, ledgerOptions),
    job.id,
    job.batch,
    why,
    ...(message ? personFields({ seal, marks }, job.id, message) : []),
    ...newEntryFields({ ...job, message: message ?? { namespace: '', elementName: '' } }),
  ])) as [MessageStatus, number]
  if (isNew === 1) ledgerOptions.onStatus?.({ lane: job.lane, status })
  return { status, isNew: isNew === 1 }
}
