import { z } from 'zod'

/** One message as the report knows it: which sample it is, and when it was dispatched (epoch ms). */
export interface Dispatched {
  readonly index: number
  readonly at: number
}

/** What was sent before: so many a minute, evenly, up to a moment. Sample number 0 is the first of them. */
export const PastTraffic = z.object({ endsAt: z.int(), hours: z.number(), perMinute: z.int() }).readonly()
export type PastTraffic = z.infer<typeof PastTraffic>

/** All that an account has sent, in order: what was before, which is calculated, and what has come since. */
export interface Timeline {
  add(index: number, at: number): void
  /** How many were dispatched from `from` on and before `until`, epoch ms. */
  count(from: number, until: number): number
  /** Some of these, ascending. */
  page(from: number, until: number, part: { readonly offset: number; readonly limit: number }): Dispatched[]
}

export function openTimeline(past?: PastTraffic): Timeline {
  const before = past ? pastMoments(past) : { total: 0, atOf: () => 0, firstFrom: () => 0 }
  const indexes: number[] = []
  const moments: number[] = []
  const rankOf = (moment: number) => before.firstFrom(moment) + firstFrom(moments, moment)
  const nth = (rank: number): Dispatched => {
    if (rank < before.total) return { index: rank, at: before.atOf(rank) }
    const live = rank - before.total
    return { index: indexes[live] ?? Number.NaN, at: moments[live] ?? Number.NaN }
  }
  return {
    add: (index, at) => {
      indexes.push(index)
      // Answers overtake each other by a millisecond: the order is that of arrival.
      moments.push(Math.max(at, moments.at(-1) ?? at))
    },
    count: (from, until) => Math.max(0, rankOf(until) - rankOf(from)),
    page: (from, until, { offset, limit }) => {
      const first = rankOf(from) + offset
      const end = Math.min(rankOf(until), first + limit)
      return Array.from({ length: Math.max(0, end - first) }, (_, n) => nth(first + n))
    },
  }
}

/** The moments of past traffic, by rank. */
export function pastMoments({ endsAt, hours, perMinute }: PastTraffic) {
  const total = Math.round(hours * 60 * perMinute)
  const everyMs = 60_000 / perMinute
  const startsAt = endsAt - total * everyMs
  return {
    total,
    atOf: (rank: number) => Math.round(startsAt + rank * everyMs),
    firstFrom: (moment: number) => Math.min(total, Math.max(0, Math.ceil((moment - startsAt) / everyMs))),
  }
}

/** The first place of ascending values at which `value` or more stands. */
function firstFrom(ascending: readonly number[], value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}
