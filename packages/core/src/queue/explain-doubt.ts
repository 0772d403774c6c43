import type { Account } from '../account/index.js'
import type { Waiting } from '../ledger/index.js'
import type { MessageState } from './message-state.js'

/**
 * A message in doubt with what the end of that waits for: what a scan of the report has noted, or else what the account's
 * settings say. Others are as they were.
 * @param now - epoch ms
 */
export function explainDoubt(
  state: MessageState,
  account: Pick<Account, 'transport' | 'unknownPolicy' | 'reconcile'>,
  now: number,
): MessageState {
  return state.status === 'unknown' ? { ...state, waiting: waitingOf(state, account, now) } : state
}

function waitingOf(
  { lane, waiting, timeline }: MessageState,
  { transport, unknownPolicy, reconcile }: Pick<Account, 'transport' | 'unknownPolicy' | 'reconcile'>,
  now: number,
): Waiting {
  if (transport === 'xml') return 'no-report'
  if (unknownPolicy[lane] === 'hold') return 'policy'
  if (waiting !== undefined) return waiting
  const ageMs = now - Date.parse(timeline.sending ?? '')
  return ageMs > reconcile.maxAgeHours * 3_600_000 ? 'too-old' : 'report-lag'
}
