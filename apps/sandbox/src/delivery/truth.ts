import type { Arrival } from '../arrivals/arrivals.js'
import { type Dates, datesOf, toSeconds } from './dates.js'
import { type DeliveryOptions, timelineOf } from './timeline.js'

/** What has really become of an accepted message, for judging what somebody made of the report or of 50.02. */
type Truth = Omit<Arrival, 'arrivedAt'> & Dates & FailureDate

/** Not in the report, which is not known to show failures. Epoch seconds; absent when it has not failed (yet). */
interface FailureDate {
  readonly failedDate?: number
}

export function truthOf(arrival: Arrival, options: DeliveryOptions, now: number): Truth {
  const { arrivedAt: _, ...message } = arrival
  const timeline = timelineOf(arrival, options)
  const { failedAt } = timeline
  const failure = failedAt !== undefined && failedAt <= now ? { failedDate: toSeconds(failedAt) } : {}
  return { ...message, ...datesOf(timeline, now), ...failure }
}
