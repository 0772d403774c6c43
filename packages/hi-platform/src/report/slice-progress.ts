import { endOf, type SliceProgress, type SliceState } from './slice.js'

/** A slice, or what is before or after the place that the scans of a long one have come to. */
export interface SlicePart extends SliceState {
  readonly length: number
  /** Scanned in this round: a scan goes over it only where it leads to something else. */
  readonly isBehind: boolean
  /** Where the slice ends that this is part of. */
  readonly sliceEnd: number
}

/** The parts of a slice that were not scanned at the same time. Messages are taken to be spread evenly over it. */
export function partsOf(slice: SliceState): SlicePart[] {
  const { n, length = 1, total, open, progress } = slice
  const sliceEnd = endOf(slice)
  if (progress === undefined) return [{ ...slice, length, sliceEnd, isBehind: false }]
  const before = progress.until - n
  const part = (start: number, size: number) => ({
    ...{ n: start, length: size, total: (total * size) / length, open: (open * size) / length },
    sliceEnd,
  })
  return [
    { ...part(n, before), scannedAt: progress.since, isBehind: true },
    {
      ...part(progress.until, length - before),
      ...{ scannedAt: slice.scannedAt, refusedAt: slice.refusedAt, isBehind: false },
    },
  ]
}

/**
 * What a complete scan of the steps `first` to `last`, which began at `startedAt` (epoch ms), makes of a slice's marks.
 * `undefined`: nothing. A long slice is gone through from its beginning to its end, and then again.
 */
export function marksAfter(
  slice: SliceState,
  { first, last, startedAt }: { readonly first: number; readonly last: number; readonly startedAt: number },
): { readonly scannedAt?: number | undefined; readonly progress?: SliceProgress | undefined } | undefined {
  const { n, scannedAt, progress } = slice
  const from = progress?.until ?? n
  if (first > from || last < from) return undefined
  const since = first <= n ? startedAt : (progress?.since ?? startedAt)
  return last + 1 < endOf(slice) ? { scannedAt, progress: { until: last + 1, since } } : { scannedAt: since }
}
