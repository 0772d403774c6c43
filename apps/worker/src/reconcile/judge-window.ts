import type { SlicedMessage } from '@disparo/core/internal/ledger'
import {
  type AbsenceScan,
  type AcceptedSighting,
  couldMatch,
  type DifferingField,
  differingField,
  possibleMatchFinder,
  shiftTolerance,
} from '@disparo/hi-platform/report'
import type { AnsweredWindow } from './ask-window.js'
import { controlsOf } from './evidence-controls.js'
import { type MatchedWindow, tracked } from './match-window.js'
import { isFromApi } from './read-item.js'

/** What a window says of what it shows, and of what it does not. */
export interface JudgedWindow {
  /** Whether what it does not show was not in the report. */
  readonly isProof: boolean
  /** What absence is held against, but for the accepted messages. */
  readonly basis: Pick<AbsenceScan, 'window' | 'tolerance' | 'startedAt' | 'reportLagMs'>
  /** What was surely accepted in the steps that were scanned, ascending in time. */
  readonly controls: readonly { readonly message: SlicedMessage; readonly control: AcceptedSighting }[]
  readonly unshown: readonly SlicedMessage[]
  /** Whether an item that is nobody's may be this message's. */
  readonly hasLookAlike: (message: SlicedMessage) => boolean
  /** In which field the report differs from these messages. */
  readonly fieldOf: (missing: readonly SlicedMessage[]) => DifferingField
}

export function judgeWindow(
  { window, tolerance, startedAt, skewMs, clockHolds, read }: AnsweredWindow,
  { items, matches, absent, ours }: MatchedWindow,
  { reportLagMs }: { readonly reportLagMs: number },
): JudgedWindow {
  const there = shiftTolerance(tolerance, skewMs)
  // One that was found at a time at which a doubt is not looked for shows that the doubt may be there, too.
  const inTime = matches.filter(({ id, item }) =>
    couldMatch(item, (ours.get(id)?.sendingAt ?? 0) + skewMs, there),
  )
  const shown = new Set(inTime.map(({ id }) => id))
  const claimed = new Set(matches.map(({ item }) => item))
  const unclaimed = items.filter((item) => isFromApi(item) && !claimed.has(item))
  const late = matches.flatMap(({ id, item }) => (ours.has(id) && !shown.has(id) ? [item] : []))
  const basis = { window, tolerance, startedAt, reportLagMs }
  const looksAlike = possibleMatchFinder(unclaimed, there)
  return {
    isProof: read.provesAbsence && clockHolds,
    basis,
    controls: controlsOf([...ours.values()], ({ id }) => shown.has(id), basis),
    unshown: absent.flatMap((id) => ours.get(id) ?? []),
    hasLookAlike: (message) => looksAlike(tracked(message, skewMs)),
    fieldOf: (missing) =>
      differingField(
        missing.map((message) => tracked(message, skewMs)),
        [...unclaimed, ...late],
        there,
      ),
  }
}
