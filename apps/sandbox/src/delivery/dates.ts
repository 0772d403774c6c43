import type { Timeline } from './timeline.js'

/** Epoch seconds, rounded down; one that has not come yet is absent. */
export interface Dates {
  readonly dispatchDate?: number
  readonly sentDate?: number
  readonly receivedDate?: number
  readonly readDate?: number
}

/** What of a timeline has happened by `now` (epoch milliseconds), as the report says it. */
export function datesOf({ dispatchedAt, sentAt, receivedAt, readAt }: Timeline, now: number): Dates {
  const hasCome = (moment: number | undefined): moment is number => moment !== undefined && moment <= now
  return {
    ...(hasCome(dispatchedAt) && { dispatchDate: toSeconds(dispatchedAt) }),
    ...(hasCome(sentAt) && { sentDate: toSeconds(sentAt) }),
    ...(hasCome(receivedAt) && { receivedDate: toSeconds(receivedAt) }),
    ...(hasCome(readAt) && { readDate: toSeconds(readAt) }),
  }
}

export function toSeconds(epochMs: number): number {
  return Math.floor(epochMs / 1_000)
}
