import { offsetSpans } from './zone-offsets.js'

/** When messages may go by a zone's own clock. */
export interface Timetable {
  /** By day of the week, Sunday first: from and until, in ms since midnight. */
  readonly days: readonly (readonly (readonly [from: number, until: number])[])[]
  /** Days on which nothing goes: `2026-12-25`. */
  readonly closedDates: ReadonlySet<string>
}

/** A stretch of time in which messages may go, epoch ms; `until` is the first moment at which they may not. */
export interface OpenSpan {
  readonly from: number
  readonly until: number
}

/** The span that has a moment in it, or else the one after it; and the beginning of the span that follows. */
export interface OpenHours extends OpenSpan {
  readonly next: number
}

const dayMs = 86_400_000
/** Nearly always a week tells. No more than 366 dates are closed in a row, and a week has a window. */
const horizonsInDays = [9, 60, 430]

/**
 * When messages may go, around a moment and after it: whenever the clocks of all zones show a time within a window. So a window
 * that begins in an hour that a change of the clocks leaves out opens as that hour would, and one in an hour that comes
 * twice opens twice.
 * @param now epoch ms
 */
export function openHours(timetable: Timetable, zones: readonly string[], now: number): OpenHours {
  let end = now
  let spans: OpenSpan[] = []
  for (const days of horizonsInDays) {
    end = now + days * dayMs
    spans = zones
      .map((zone) => spansIn(timetable, zone, now, end))
      .reduce(intersect)
      .filter(({ until }) => until > now)
    if (spans.length > 1) break
  }
  const [span = { from: end, until: end }, following] = spans
  return { ...span, next: following?.from ?? end }
}

/** A day on which clocks change may begin and end this much beside UTC's day. */
const spareMs = 2 * dayMs

function spansIn({ days, closedDates }: Timetable, zone: string, from: number, until: number): OpenSpan[] {
  const spans: OpenSpan[] = []
  for (const span of offsetSpans(zone, from - spareMs, until)) {
    const first = Math.floor((span.from + span.offset) / dayMs)
    const last = Math.floor((span.until + span.offset) / dayMs)
    for (let day = first; day <= last; day += 1) {
      const midnight = day * dayMs
      if (closedDates.has(new Date(midnight).toISOString().slice(0, 10))) continue
      for (const [opens, closes] of days[new Date(midnight).getUTCDay()] ?? []) {
        const open = Math.max(span.from, midnight + opens - span.offset)
        const close = Math.min(span.until, midnight + closes - span.offset)
        if (open < close) append(spans, { from: open, until: close })
      }
    }
  }
  return spans
}

/** What follows without a gap is one. */
function append(spans: OpenSpan[], span: OpenSpan): void {
  const last = spans.at(-1)
  if (last?.until === span.from) spans[spans.length - 1] = { from: last.from, until: span.until }
  else spans.push(span)
}

function intersect(some: readonly OpenSpan[], others: readonly OpenSpan[]): OpenSpan[] {
  return some.flatMap((one) =>
    others.flatMap((other) => {
      const from = Math.max(one.from, other.from)
      const until = Math.min(one.until, other.until)
      return from < until ? [{ from, until }] : []
    }),
  )
}
