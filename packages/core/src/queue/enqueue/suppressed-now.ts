import {
  cappedAmong,
  type FrequencyCap,
  isAnybodySuppressed,
  kindOf,
  type PersonToLookUp,
  type PlannedMessages,
  type SuppressionLists,
  suppressedAmong,
  type Uncategorised,
} from '../../contacts/index.js'
import type { Message } from '../../message/index.js'
import type { TemplateCatalogue } from '../../templates/index.js'
import type { Submission } from './submission.js'

/** Why a message would not go if it were its turn now: for good (`suppressed-opt-out` …), or it waits for its person's cap until then (epoch ms). */
export type RefusalNow = { readonly suppressed: string } | { readonly cappedUntil: number }

/**
 * Why messages would not go if it were their turn now, in their order; `undefined`: they would. That is decided when their turn comes: a
 * receipt only says it. To be asked before they are enqueued, for whatever begins counts for its person's cap.
 * @param planned what else of the same import is to be sent to whom. Default: nothing
 */
export type SuppressedNow = (
  messages: readonly Pick<Submission, 'to' | 'text' | 'lane'>[],
  planned?: PlannedMessages,
) => Promise<readonly (RefusalNow | undefined)[]>

export function openSuppressedNow({
  lists,
  catalogue,
  uncategorised,
  cap,
}: {
  readonly lists: SuppressionLists
  readonly catalogue: () => Promise<Pick<TemplateCatalogue, 'find'> | undefined>
  readonly uncategorised: Uncategorised
  readonly cap?: FrequencyCap | undefined
}): SuppressedNow {
  const onLists = async (people: readonly PersonToLookUp[], isAnybody: boolean) =>
    isAnybody ? suppressedAmong(lists, people) : []

  return async (messages, planned = new Map()) => {
    if (messages.length === 0) return []
    const isAnybody = await isAnybodySuppressed(lists)
    if (!isAnybody && !cap) return []
    const templates = await catalogue()
    const people = messages.map(({ to, text, lane }) => ({
      to,
      kind: kindOf(JSON.parse(text) as Message, { lane, catalogue: templates, uncategorised }),
    }))
    const reasons = await onLists(people, isAnybody)
    const refusals: (RefusalNow | undefined)[] = people.map((_, index) => {
      const reason = reasons[index]
      return reason && { suppressed: `suppressed-${reason}` }
    })
    if (!cap) return refusals
    const asked = [...people.keys()].filter(
      (index) => !refusals[index] && people[index]?.kind === 'marketing',
    )
    const capped = await cappedAmong(
      lists,
      asked.map((index) => people[index]?.to ?? ''),
      { cap, planned },
    )
    for (const [index, cappedUntil] of capped.entries()) {
      if (cappedUntil === undefined) continue
      refusals[asked[index] ?? 0] = cap.onCap === 'wait' ? { cappedUntil } : { suppressed: 'suppressed-cap' }
    }
    return refusals
  }
}
