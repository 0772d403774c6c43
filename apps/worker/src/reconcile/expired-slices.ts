import {
  earliestSend,
  evidenceWindowMs,
  isFinished,
  latestDispatch,
  type SliceState,
  type Tolerance,
} from '@disparo/hi-platform/report'

/** Long enough for a message to join whose worker has died: it becomes unknown only when its job is taken up again. */
const keptMs = 10 * 60_000

/**
 * The numbers of the slices that may be forgotten: finished, and too far from any that is not for their items to be
 * taken for those of its messages, or to show that the report shows its time. Times in ms.
 */
export function expiredSlices(
  slices: readonly SliceState[],
  {
    sliceMs,
    now,
    maxAgeMs,
    ...tolerance
  }: Tolerance & { readonly sliceMs: number; readonly now: number; readonly maxAgeMs: number },
): ReadonlySet<number> {
  const finished = slices.filter((slice) => isFinished(slice, { sliceMs, maxAgeMs })).map(({ n }) => n)
  const isOver = new Set(finished)
  const followed = slices.map(({ n }) => n).filter((n) => !isOver.has(n))
  for (const n of followed) {
    const start = n * sliceMs
    const end = start + sliceMs
    const earliest = Math.min(earliestSend(start - tolerance.earlyMs, tolerance), start - evidenceWindowMs)
    const latest = Math.max(latestDispatch(end, tolerance) + tolerance.earlyMs, end + evidenceWindowMs)
    const first = Math.floor(earliest / sliceMs)
    const last = Math.floor(latest / sliceMs)
    for (let near = first; near <= last; near++) isOver.delete(near)
  }
  return new Set([...isOver].filter((n) => now > (n + 1) * sliceMs + keptMs))
}
