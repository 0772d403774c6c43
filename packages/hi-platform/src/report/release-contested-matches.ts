import type { MatchedReport } from './match-report.js'
import { couldMatch } from './possible-matches.js'
import type { Tolerance } from './tolerance.js'
import type { TrackedMessage } from './tracked-message.js'

/** A message whose person cannot be read. */
type UnreadableMessage = Pick<TrackedMessage, 'elementName' | 'sentAt'>

/**
 * Takes the items back from messages in doubt that may as well be of one that cannot be read, for that may be to the same
 * person: its template has the same name, and its time is right. An id decides all the same. Such a doubt is not shown then,
 * and an item that is nobody's looks like it, so that it is not proved absent, either.
 */
export function releaseContestedMatches<T extends Pick<MatchedReport, 'matches' | 'byId' | 'absent'>>(
  matched: T,
  messages: readonly TrackedMessage[],
  unread: readonly UnreadableMessage[],
  tolerance: Tolerance,
): T {
  if (unread.length === 0) return matched
  const doubts = new Map(messages.filter(({ inDoubt }) => inDoubt).map((message) => [message.id, message]))
  const isContested = ({ id, item }: MatchedReport['matches'][number]) => {
    const doubt = doubts.get(id)
    if (doubt === undefined || matched.byId.has(id)) return false
    return unread.some(
      ({ elementName, sentAt }) =>
        elementName.toLowerCase() === doubt.elementName.toLowerCase() && couldMatch(item, sentAt, tolerance),
    )
  }
  const contested = new Set(matched.matches.filter(isContested))
  return {
    ...matched,
    matches: matched.matches.filter((match) => !contested.has(match)),
    absent: [...matched.absent, ...[...contested].map(({ id }) => id)],
  }
}
