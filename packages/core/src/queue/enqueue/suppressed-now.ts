import {
  isAnybodySuppressed,
  kindOf,
  type SuppressionLists,
  suppressedAmong,
  type Uncategorised,
} from '../../contacts/index.js'
import type { Message } from '../../message/index.js'
import type { TemplateCatalogue } from '../../templates/index.js'
import type { Submission } from './submission.js'

/**
 * For which reasons (`suppressed-opt-out` …) messages would not go if it were their turn now, in their order; `undefined`: they would. That is decided when
 * their turn comes: a receipt only says it. Empty where nobody is suppressed.
 */
export type SuppressedNow = (
  messages: readonly Pick<Submission, 'to' | 'text' | 'lane'>[],
) => Promise<readonly (string | undefined)[]>

export function openSuppressedNow({
  lists,
  catalogue,
  uncategorised,
}: {
  readonly lists: SuppressionLists
  readonly catalogue: () => Promise<Pick<TemplateCatalogue, 'find'> | undefined>
  readonly uncategorised: Uncategorised
}): SuppressedNow {
  return async (messages) => {
    if (messages.length === 0 || !(await isAnybodySuppressed(lists))) return []
    const templates = await catalogue()
    const people = messages.map(({ to, text, lane }) => ({
      to,
      kind: kindOf(JSON.parse(text) as Message, { lane, catalogue: templates, uncategorised }),
    }))
    const reasons = await suppressedAmong(lists, people)
    return reasons.map((reason) => reason && `suppressed-${reason}`)
  }
}
