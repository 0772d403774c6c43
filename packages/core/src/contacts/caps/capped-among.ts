import { clockLua } from '../../gate/index.js'
import { defineScript } from '../../redis/index.js'
import { type SuppressionLists, suppressionMarks } from '../suppression/suppression-lists.js'
import { capCounterLua } from './cap-counter.lua.js'
import { capDayMs, capText, type FrequencyCap } from './frequency-cap.js'

/** Arguments: prefix, the cap, marks of persons. Answers now (ms) and, where that is known, of each when (s) they were messaged within the cap's days. */
const script = defineScript(
  'disparoCappedAmong',
  clockLua,
  capCounterLua,
  /* lua */ `
local account, now, answers = { prefix = ARGV[1], cap = cap_terms(ARGV[2]) }, gate_now(), {}
if not cap_is_known(account, now) then return false end
for index = 3, #ARGV do
  local marks = ARGV[index]
  answers[#answers + 1] = marks == '' and {} or cap_recent(account, cap_packed(account, marks, 1, #marks / 11), now)
end
return { now, answers }
`,
)

const peoplePerCall = 1_000
/** Of so many persons it is remembered how many messages an import has for them. */
const mostPlanned = 200_000

/** How many messages what is being enqueued has for persons, which go or wait. */
export type PlannedMessages = Map<string, number>

/**
 * When a person may be sent one more, epoch ms; `undefined`: now. They were messaged at these times (s) within the cap's days, and get so many others
 * before, each as soon as it may be.
 */
export function nextTurn(
  had: readonly number[],
  before: number,
  { cap: { max, days }, now }: { readonly cap: FrequencyCap; readonly now: number },
): number | undefined {
  const counted = had.slice(-max)
  // Each goes the cap's days after the one that is so many before it.
  const place = counted.length + before
  if (place < max) return undefined
  const second = counted[place % max]
  return (second === undefined ? now : second * 1_000) + Math.floor(place / max) * days * capDayMs
}

/**
 * From when on (epoch ms) each of these persons may be sent marketing, in their order; `undefined`: now, or that is not known. Each is one message
 * more for its person.
 */
export async function cappedAmong(
  lists: SuppressionLists,
  recipients: readonly string[],
  { cap, planned }: { readonly cap: FrequencyCap; readonly planned: PlannedMessages },
): Promise<(number | undefined)[]> {
  if (recipients.length === 0) return []
  const { redis, keys } = lists.own
  const marksOf = await suppressionMarks(lists)
  const found: (number | undefined)[] = []
  for (let at = 0; at < recipients.length; at += peoplePerCall) {
    const marks = recipients
      .slice(at, at + peoplePerCall)
      .map((recipient) => marksOf(recipient).own.split(',').sort().join(''))
    const reply = await script(redis, [keys.capped], [keys.prefix, capText(cap), ...marks])
    const [now, times] = (reply ?? [0, []]) as [number, number[][]]
    for (const [index, person] of marks.entries()) {
      const had = times[index]
      const before = planned.get(person) ?? 0
      const at = had && person !== '' ? nextTurn(had, before, { cap, now }) : undefined
      const isSent = at === undefined || cap.onCap === 'wait'
      if (had && isSent && (before > 0 || planned.size < mostPlanned)) planned.set(person, before + 1)
      found.push(at)
    }
  }
  return found
}
