import { phoneSuffix, recipientKey } from '@disparo/core/internal/message'
import type { ReportItem } from '../rest/index.js'
import { groupBy } from './group-by.js'
import { couldMatch } from './possible-matches.js'
import type { Tolerance } from './tolerance.js'
import type { TrackedMessage } from './tracked-message.js'

/** In which field the report differs from what was sent; `nothing`: it shows nothing that could be of these messages. */
export type DifferingField =
  | 'recipient'
  | 'namespace'
  | 'elementName'
  | 'externalLabel'
  | 'sender'
  | 'dispatchDate'
  | 'nothing'

/**
 * The field that keeps most accepted messages from being found in the report, for people to look at. It names the
 * field alone, never what is in it.
 * @param unclaimed - the API's items that are matched with no message
 */
export function differingField(
  missing: readonly TrackedMessage[],
  unclaimed: readonly ReportItem[],
  tolerance: Tolerance,
): DifferingField {
  const byPerson = groupBy(unclaimed, ({ recipient }) => phoneSuffix(recipient))
  const names = new Set(unclaimed.map(({ elementName }) => elementName.toLowerCase()))
  const fields = missing.map((message) => {
    const items = byPerson.get(phoneSuffix(message.to)) ?? []
    if (items.length === 0) return names.has(message.elementName.toLowerCase()) ? 'recipient' : 'nothing'
    const item = items.find((each) => couldMatch(each, message.sentAt, tolerance))
    return item ? fieldThatDiffers(message, item) : 'dispatchDate'
  })
  const counts = [...groupBy(fields, (field) => field)].map(([field, all]) => ({ field, count: all.length }))
  return counts.sort((a, b) => b.count - a.count)[0]?.field ?? 'nothing'
}

function fieldThatDiffers(message: TrackedMessage, item: ReportItem): DifferingField {
  if (message.namespace !== item.namespace) return 'namespace'
  if (message.elementName !== item.elementName) return 'elementName'
  if ((message.externalLabel ?? '') !== (item.externalLabel ?? '')) return 'externalLabel'
  return recipientKey(message.to) === recipientKey(item.recipient) ? 'sender' : 'recipient'
}
