import type { BrokerEvent } from '@disparo/hi-platform/rest'

/** A time without an offset is UTC where that is about when the event came: an hour off, it is some other clock's. */
const lateMs = 900_000

/**
 * When what an event tells happened, epoch ms: as it says, where that can be; else when it came. Never later than that.
 */
export function eventTime(
  { at, hasUtcOffset }: Pick<BrokerEvent, 'at' | 'hasUtcOffset'>,
  receivedAt: number,
): number {
  const told = at?.getTime()
  if (told === undefined || told > receivedAt) return receivedAt
  return hasUtcOffset || receivedAt - told <= lateMs ? told : receivedAt
}

/**
 * The same for a message that is known, in whole seconds, as the report gives them: else the two would contradict each
 * other. Nothing happened to it before it was there (`enqueuedAt`, epoch ms).
 */
export function messageEventTime(
  moment: number,
  { receivedAt, enqueuedAt }: { readonly receivedAt: number; readonly enqueuedAt: number },
): number {
  const first = inSeconds(enqueuedAt)
  const second = inSeconds(moment)
  return second >= first ? second : Math.max(first, inSeconds(receivedAt))
}

function inSeconds(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000
}
