import type { DoubtReason, UnknownPolicy } from '../../ledger/index.js'
import type { Lane } from '../../message/index.js'
import type { MessageState } from '../state/message-state.js'

/** What of an account's settings says what a doubt waits for. */
interface DoubtSettings {
  readonly transport: 'rest' | 'xml'
  readonly unknownPolicy: Readonly<Record<Lane, UnknownPolicy>>
  readonly reconcile: { readonly maxAgeHours: number }
}

/**
 * A message in doubt with what the end of that waits for: what a scan of the report has noted, or else what the account's
 * settings say. Others are as they were.
 * @param now - epoch ms
 */
export function explainDoubt(state: MessageState, terms: DoubtSettings, now: number): MessageState {
  return state.status === 'unknown' ? { ...state, waiting: waitingOf(state, terms, now) } : state
}

function waitingOf(
  { lane, waiting, timeline }: MessageState,
  { transport, unknownPolicy, reconcile }: DoubtSettings,
  now: number,
): DoubtReason {
  if (transport === 'xml') return 'no-report'
  if (unknownPolicy[lane] === 'hold') return 'policy'
  if (waiting !== undefined) return waiting
  const ageMs = now - Date.parse(timeline.sending ?? '')
  return ageMs > reconcile.maxAgeHours * 3_600_000 ? 'too-old' : 'report-lag'
}
