import { phoneSuffix } from '@disparo/core/internal/message'
import type { ReportItem } from '../rest/index.js'
import { groupBy } from './group-by.js'
import { latestDispatch, type Tolerance } from './tolerance.js'
import type { TrackedMessage } from './tracked-message.js'

/**
 * Whether an item that is nobody's could be a message's, whatever its template, label and sender: of that person, and
 * dispatched within the tolerance of its sending, or not dispatched yet.
 * @param unclaimed - the API's items that are matched with no message
 */
export function possibleMatchFinder(
  unclaimed: readonly ReportItem[],
  tolerance: Tolerance,
): (message: Pick<TrackedMessage, 'to' | 'sentAt'>) => boolean {
  const byPerson = groupBy(unclaimed, ({ recipient }) => phoneSuffix(recipient))
  return ({ to, sentAt }) =>
    (byPerson.get(phoneSuffix(to)) ?? []).some((item) => couldMatch(item, sentAt, tolerance))
}

/** Whether an item can be of a message whose POST began then, as far as its dates tell. */
export function couldMatch(
  { dispatchDate, sentDate, receivedDate, readDate }: ReportItem,
  sentAt: number,
  tolerance: Tolerance,
): boolean {
  const earliest = sentAt - tolerance.earlyMs
  if (dispatchDate) {
    return dispatchDate.getTime() >= earliest && dispatchDate.getTime() <= latestDispatch(sentAt, tolerance)
  }
  return [sentDate, receivedDate, readDate].every((date) => date === undefined || date.getTime() >= earliest)
}
