import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { entryLua } from '../entry/entry.lua.js'
import { laneFromUrgent } from '../entry/entry-fields.js'
import { entryScriptArgs, entryScriptKeys, type LedgerOptions } from '../entry/ledger-options.js'
import { type NewEntryInput, newEntryFields } from '../entry/new-entry.js'
import { forgetMessageLua } from './forget-message.lua.js'

const script = defineScript('disparoForgetMessage', entryLua, forgetMessageLua)

/**
 * What has come of it: a message still to be sent is `cancelled` and forgotten; one whose attempt is `under-way` or
 * `in-doubt` is forgotten when that is over; one that is at rest or went out is `forgotten`. `nothing`: nobody was in it.
 */
export type ForgetResult = 'cancelled' | 'under-way' | 'in-doubt' | 'forgotten' | 'nothing'

/**
 * Takes the person out of a message's entry: recipient, label, detail and fingerprint. Its status, its times and its
 * batch's counts stay.
 * @param job - what its job says, for a message that may have no entry yet
 */
export async function forgetMessage(
  redis: Redis,
  keys: AccountKeys,
  {
    ledgerOptions,
    id,
    job,
  }: { readonly ledgerOptions: LedgerOptions; readonly id: string; readonly job?: NewEntryInput | undefined },
): Promise<ForgetResult> {
  const args = [
    ...entryScriptArgs(keys, ledgerOptions),
    id,
    job?.batch ?? '',
    ...(job ? newEntryFields({ ...job, fingerprint: undefined }) : []),
  ]
  const [what, urgent] = (await script(redis, entryScriptKeys(keys), args)) as [
    ForgetResult,
    string | undefined,
  ]
  if (what === 'cancelled') ledgerOptions.onStatus?.({ lane: laneFromUrgent(urgent), status: 'cancelled' })
  return what
}
