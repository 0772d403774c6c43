import { sliceMs } from '@disparo/core/internal/ledger'
import { randomFrom } from '../reconcile/random.js'
import type { PastTraffic } from './timeline.js'

const HOUR_MS = 3_600_000
/** A scan of a full page covers so many slices, which are looked at together from then on. */
const SLICES_A_LOOK = 4
/**
 * After days at the limit half of the pages are of what is older than an hour, as simulation.ts shows. So some of that waits, as long
 * as it does then, in shares of its age: the old stretch longest, its beginning first, and the rest not long enough to be next.
 */
const REST = { recent: 0.8, neglected: 0.72, last: 0.42, other: 0.35 }
const NEGLECTED_AGE_MS = 6 * HOUR_MS

/** How long the stretches are of which the ledger has the messages: that until now, and an old one. */
export interface History extends PastTraffic {
  readonly entriesMs: number
}

interface Stretch {
  readonly from: number
  readonly until: number
}

/** Epoch ms, at borders of slices. The old one is half as long, and begins with an hour. */
export function stretches({ endsAt, hours, entriesMs }: History): Stretch[] {
  const recent = { from: floor(endsAt - entriesMs, sliceMs), until: endsAt }
  const from = floor(endsAt - NEGLECTED_AGE_MS, HOUR_MS)
  const old = { from, until: floor(from + entriesMs / 2, sliceMs) }
  return from >= endsAt - hours * HOUR_MS && old.until <= recent.from ? [old, recent] : [recent]
}

/** When a slice was scanned last before the history's end: the older it is, the longer ago that may be. */
export function lastLook(n: number, history: History): number {
  const ageMs = Math.max(0, history.endsAt - (n + 1) * sliceMs)
  return Math.round(history.endsAt - restOf(n, ageMs, history) * ageMs)
}

function restOf(n: number, ageMs: number, history: History): number {
  const group = Math.floor(n / SLICES_A_LOOK)
  const [old, recent] = stretches(history)
  const at = group * SLICES_A_LOOK * sliceMs
  if (old && recent && at >= old.from && at < old.until)
    return REST.neglected - (REST.neglected - REST.last) * ((at - old.from) / (old.until - old.from))
  return randomFrom(group)() * (ageMs < HOUR_MS ? REST.recent : REST.other)
}

function floor(ms: number, step: number): number {
  return Math.floor(ms / step) * step
}
