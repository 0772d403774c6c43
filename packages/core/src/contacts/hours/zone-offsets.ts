/** A stretch of time in which a zone keeps one offset from UTC. Epoch ms, and ms. */
export interface OffsetSpan {
  readonly from: number
  readonly until: number
  readonly offset: number
}

/** No zone has changed its clock twice within this. */
const stepMs = 6 * 3_600_000

/**
 * The offsets of a zone between two moments, in order: one, and another wherever clocks change. By the zone database that
 * comes with Node.
 */
export function offsetSpans(zone: string, from: number, until: number): OffsetSpan[] {
  const spans: OffsetSpan[] = []
  let begin = from
  let offset = offsetAt(zone, from)
  for (let at = from; at < until; ) {
    const next = Math.min(until, at + stepMs)
    const changed = offsetAt(zone, next)
    if (changed !== offset) {
      const change = changeBetween(zone, at, next)
      spans.push({ from: begin, until: change, offset })
      begin = change
      offset = changed
    }
    at = next
  }
  return [...spans, { from: begin, until, offset }]
}

/** The first moment with another offset than at `low`. Clocks change at whole seconds. */
function changeBetween(zone: string, low: number, high: number): number {
  const offset = offsetAt(zone, low)
  let [same, other] = [Math.floor(low / 1_000), Math.ceil(high / 1_000)]
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2)
    if (offsetAt(zone, middle * 1_000) === offset) same = middle
    else other = middle
  }
  return other * 1_000
}

/** How far a zone's clocks are ahead of UTC at a moment (epoch ms), in ms. */
export function offsetAt(zone: string, moment: number): number {
  const parts: Record<string, number> = {}
  for (const { type, value } of clockOf(zone).formatToParts(moment)) parts[type] = Number(value)
  const { year = 0, month = 1, day, hour, minute, second } = parts
  const shown = Date.UTC(year, month - 1, day, hour, minute, second)
  return shown - Math.floor(moment / 1_000) * 1_000
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** To make one costs more than to ask it a hundred times. There are some 400 zones. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  })
  clocks.set(zone, clock)
  return clock
}
