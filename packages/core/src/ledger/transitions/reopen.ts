import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { entryLua } from '../entry/entry.lua.js'
import { laneFromUrgent } from '../entry/entry-fields.js'
import { entryScriptArgs, entryScriptKeys, type LedgerOptions } from '../entry/ledger-options.js'
import type { MessageJob } from './released-messages.js'
import { reopenLua } from './reopen.lua.js'

const script = defineScript('disparoReopen', entryLua, reopenLua)

/**
 * How a message stands that somebody wants to be sent again. `reopened`: it had failed, and is `enqueued` now. `open`: it
 * is to be sent as it is, or not known yet. All else is in the way: its doubt, its rejection, that it went out (or that
 * upstream said that it failed), that its `expiresAt` has passed, that its person is forgotten, that its batch is
 * cancelled, that it has no job.
 */
export type ReopenResult =
  | 'reopened'
  | 'open'
  | 'in-doubt'
  | 'rejected'
  | 'already-sent'
  | 'expired'
  | 'forgotten'
  | 'cancelled'
  | 'suppressed'
  | 'job-missing'

/**
 * Makes failed messages `enqueued` again that surely never reached anybody: with no attempt made, and as long as it may
 * take. What is at rest otherwise stays so. Doing it again changes nothing. Answers for each how it stands; the jobs of
 * those that are reopened have to be run, and `:released` (`readReleased`) says which until that is noted.
 */
export async function reopen(
  redis: Redis,
  keys: AccountKeys,
  {
    ledgerOptions,
    messages,
  }: { readonly ledgerOptions: LedgerOptions; readonly messages: readonly MessageJob[] },
): Promise<ReopenResult[]> {
  if (messages.length === 0) return []
  const args = [
    ...entryScriptArgs(keys, ledgerOptions),
    ...messages.flatMap(({ id, jobKey }) => [id, jobKey]),
  ]
  const answers = (await script(redis, entryScriptKeys(keys), args)) as [ReopenResult, string][]
  for (const [standing, urgent] of answers) {
    if (standing === 'reopened')
      ledgerOptions.onStatus?.({ lane: laneFromUrgent(urgent), status: 'enqueued' })
  }
  return answers.map(([standing]) => standing)
}
