/** When a callback is given up: so many failed deliveries in a row, over at least so long. */
export const disableRule = { failures: 50, overMs: 24 * 3_600_000 } as const

/** What has failed since the last delivery that succeeded. */
export interface FailureStreak {
  /** Failed deliveries in a row, the latest one included. Each attempt counts. */
  readonly failures: number
  /** When the first of them failed, epoch ms. */
  readonly since: number
}

/**
 * Whether a receiver that has failed like this is to be left in peace until somebody replays. Both must hold: a busy
 * account fails 50 times within a second of an outage, and a quiet one a few times within days.
 */
export function shouldDisable({ failures, since }: FailureStreak, now: number): boolean {
  return failures >= disableRule.failures && now - since >= disableRule.overMs
}
