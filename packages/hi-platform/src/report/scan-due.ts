import { endOf, isFinished, type SliceState } from './slice.js'
import type { SlicePart } from './slice-progress.js'

/** A message is looked at a first time so long after its slice began at the earliest: dispatching takes a moment. */
const firstLookMs = 3_000
/** The least between two looks at one slice, however much quota there is. */
const shortestRestMs = 5_000
/** An hour old: a look every 3 minutes at most; a day old: every 72. */
const restPerAge = 1 / 20

/** When a part may be looked at next, in epoch ms; `undefined`: never (again). */
export function dueAt(
  part: SlicePart,
  input: { readonly sliceMs: number; readonly maxAgeMs: number; readonly now: number },
): number | undefined {
  const { open, scannedAt, sliceEnd } = part
  if (isFinished({ n: sliceEnd - 1, open, scannedAt }, input)) return undefined
  const last = lookedAt(part)
  return last === undefined ? part.n * input.sliceMs + firstLookMs : last + rescanDelayMs(part, input)
}

/** How long a slice is left alone after a look, although there is quota: the older, the longer. */
export function rescanDelayMs(
  slice: SliceState,
  input: { readonly sliceMs: number; readonly now: number },
): number {
  return Math.max(shortestRestMs, sliceAgeMs(slice, input) * restPerAge)
}

/** How old a slice's messages are on average, in ms. */
export function sliceAgeMs(
  slice: Pick<SliceState, 'n' | 'length'>,
  { sliceMs, now }: { readonly sliceMs: number; readonly now: number },
): number {
  const start = slice.n * sliceMs
  const end = Math.min(endOf(slice) * sliceMs, now)
  return Math.max(0, now - (start + end) / 2)
}

/** How long ago a slice was looked at; as long as it is old if it never was. */
export function timeSinceScanMs(
  slice: SliceState,
  input: { readonly sliceMs: number; readonly now: number },
): number {
  const age = sliceAgeMs(slice, input)
  const last = lookedAt(slice)
  return last === undefined ? age : Math.min(age, Math.max(0, input.now - last))
}

function lookedAt({ scannedAt, refusedAt }: SliceState): number | undefined {
  if (refusedAt === undefined) return scannedAt
  return Math.max(scannedAt ?? 0, refusedAt)
}
