import type { SuppressionCounts } from '@disparo/api'

/** What happened on a day (UTC). */
export interface SuppressionDay {
  /** `YYYY-MM-DD` */
  readonly day: string
  readonly optOuts: number
  readonly others: number
  readonly lifted: number
}

const dayMs = 86_400_000

/** Every day up to the one of `now`, the earliest first: those on which nothing happened, too. */
export function daysUntil(
  now: number,
  counted: SuppressionCounts['days'],
  { days = 30 }: { readonly days?: number } = {},
): SuppressionDay[] {
  return Array.from({ length: days }, (_, index) => {
    const day = new Date(now - (days - 1 - index) * dayMs).toISOString().slice(0, 10)
    const ofDay = counted.filter((each) => each.day === day)
    const sum = (of: (each: SuppressionCounts['days'][number]) => boolean) =>
      ofDay.filter(of).reduce((all, { count }) => all + count, 0)
    return {
      day,
      optOuts: sum(({ what, reason }) => what !== 'lifted' && reason === 'opt-out'),
      others: sum(({ what, reason }) => what !== 'lifted' && reason !== 'opt-out'),
      lifted: sum(({ what }) => what === 'lifted'),
    }
  })
}
