import type { SlicedMessage } from '@disparo/core/internal/ledger'
import { type AbsenceScan, type AcceptedSighting, isDueInReport } from '@disparo/hi-platform/report'

/** Anything else that was ever in a slice was in doubt once, may be so again, or is known to have failed. */
const wentOut: ReadonlySet<SlicedMessage['status']> = new Set(['accepted', 'sent', 'received', 'read'])

/** Whether it went out, as far as is known by now. */
export function wasAccepted({ status }: SlicedMessage): boolean {
  return wentOut.has(status)
}

/** Whether Hi Platform's own answer (2xx) says that it went out: what ended a doubt is no evidence against others. */
export function isConfirmedAccepted(message: SlicedMessage): boolean {
  const { unknownAt, sendingAt } = message
  return wasAccepted(message) && !(unknownAt !== undefined && unknownAt >= sendingAt)
}

/** What a complete scan of these messages is held against, ascending in time. */
export function controlsOf(
  messages: readonly SlicedMessage[],
  isShown: (message: SlicedMessage) => boolean,
  scan: Pick<AbsenceScan, 'window' | 'tolerance' | 'startedAt' | 'reportLagMs'>,
): { readonly message: SlicedMessage; readonly control: AcceptedSighting }[] {
  return messages
    .filter(isConfirmedAccepted)
    .toSorted((a, b) => a.sendingAt - b.sendingAt)
    .map((message) => ({ message, control: { sentAt: message.sendingAt, state: stateOf(message) } }))

  function stateOf(message: SlicedMessage): AcceptedSighting['state'] {
    if (isShown(message)) return 'shown'
    return isDueInReport(message.sendingAt, scan) ? 'missing' : 'pending'
  }
}
