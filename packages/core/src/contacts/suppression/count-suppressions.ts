import { latestLifts, type SuppressionLift } from './lifts.js'
import { type KnownSource, readSources } from './sources.js'
import { type SuppressionReason, suppressionReasons } from './suppression.js'
import type { SuppressionList } from './suppression-lists.js'

/** Where suppressions come from, and how many are left of each; among them may be some that have ended. */
export type SuppressionSourceCount = Omit<KnownSource, 'number' | 'print'>

/** How many were added, or lifted, on a day (UTC). */
export interface SuppressionDay {
  /** `YYYY-MM-DD` */
  readonly day: string
  readonly reason: SuppressionReason
  /** The rule that added them, `import`, or `hand`; `lifted`. */
  readonly what: string
  readonly count: number
}

export interface SuppressionCounts {
  /** Records; a person may have several. */
  readonly total: number
  /** The largest first; the first 1,000. */
  readonly sources: readonly SuppressionSourceCount[]
  /** Of the last 400 days, the latest first; the first 1,000. */
  readonly days: readonly SuppressionDay[]
  /** What was lifted by hand, by whom and why, the latest first; the first 100. */
  readonly lifts: readonly SuppressionLift[]
}

const mostTold = 1_000
const mostLifts = 100
const dayMs = 86_400_000

/** How many are on a list, by where they come from, and by day; and who has lifted whom. */
export async function countSuppressions(list: SuppressionList): Promise<SuppressionCounts> {
  const [sources, days, lifts] = await Promise.all([
    readSources(list),
    list.redis.hgetall(list.keys.suppressionDays),
    latestLifts(list, mostLifts),
  ])
  return {
    total: sources.reduce((sum, { count }) => sum + count, 0),
    sources: sources
      .toSorted((one, other) => other.count - one.count)
      .slice(0, mostTold)
      .map(({ number: _, print, ...source }) => source),
    days: Object.entries(days)
      .flatMap(([name, count]) => dayOf(name, Number(count)))
      .toSorted((one, other) =>
        one.day < other.day ? 1 : one.day > other.day ? -1 : other.count - one.count,
      )
      .slice(0, mostTold),
    lifts,
  }
}

function dayOf(name: string, count: number): SuppressionDay[] {
  const [, day, written, what] = /^(\d+):([^:]+):(.+)$/.exec(name) ?? []
  const reason = suppressionReasons.find((each) => each === written)
  if (day === undefined || what === undefined || reason === undefined) return []
  return [{ day: new Date(Number(day) * dayMs).toISOString().slice(0, 10), reason, what, count }]
}
