import type { Arrival } from '../arrivals/arrivals.js'
import { type Dates, datesOf } from './dates.js'
import { type DeliveryOptions, timelineOf } from './timeline.js'

/** What has really become of an accepted message, for judging what somebody made of the report. */
export type Truth = Omit<Arrival, 'arrivedAt'> & Dates

export function truthOf(arrival: Arrival, options: DeliveryOptions, now: number): Truth {
  const { arrivedAt: _, ...message } = arrival
  return { ...message, ...datesOf(timelineOf(arrival, options), now) }
}
