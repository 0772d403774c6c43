import {
  earliestSend,
  endOf,
  evidenceWindowMs,
  isFinished,
  latestDispatch,
  type SliceState,
  type Tolerance,
} from '@disparo/hi-platform/report'

/** Long enough for a message to join whose worker has died: it becomes unknown only when its job is taken up again. */
const keptMs = 10 * 60_000

/**
 * The slices that may be forgotten: finished, and too far from any that is not for their items to be taken for those of
 * its messages, or to show that the report shows its time. Times in ms.
 */
export function expiredSlices<Kind extends SliceState>(
  slices: readonly Kind[],
  {
    sliceMs,
    now,
    maxAgeMs,
    ...tolerance
  }: Tolerance & { readonly sliceMs: number; readonly now: number; readonly maxAgeMs: number },
): Kind[] {
  const isOver = (slice: Kind) => isFinished(slice, { sliceMs, maxAgeMs })
  const reached = slices.filter((slice) => !isOver(slice)).map(reachOf)
  const isNear = ({ n, length }: Kind) =>
    reached.some(({ first, last }) => n <= last && endOf({ n, length }) > first)
  return slices.filter((slice) => isOver(slice) && now > endOf(slice) * sliceMs + keptMs && !isNear(slice))

  /** The steps whose messages matter to those of a slice that is followed. */
  function reachOf(slice: Kind): { readonly first: number; readonly last: number } {
    const start = slice.n * sliceMs
    const end = endOf(slice) * sliceMs
    const earliest = Math.min(earliestSend(start - tolerance.earlyMs, tolerance), start - evidenceWindowMs)
    const latest = Math.max(latestDispatch(end, tolerance) + tolerance.earlyMs, end + evidenceWindowMs)
    return { first: Math.floor(earliest / sliceMs), last: Math.floor(latest / sliceMs) }
  }
}
