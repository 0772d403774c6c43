import { clockLua } from '../../gate/index.js'
import { defineScript } from '../../redis/index.js'
import { type SuppressionLists, suppressionMarks } from '../suppression/suppression-lists.js'
import { capCounterLua } from './cap-counter.lua.js'
import { capDayMs, capText, type FrequencyCap } from './frequency-cap.js'

/** Arguments: prefix, the cap, marks of persons. Answers of each how many messages still fit (below 0: not known yet), and when the next does, ms. */
const script = defineScript(
  'disparoCappedAmong',
  clockLua,
  capCounterLua,
  /* lua */ `
local account, now, answers = { prefix = ARGV[1], cap = cap_terms(ARGV[2]) }, gate_now(), {}
for index = 3, #ARGV do
  local ms, is_known, room = 0, false, 0
  if ARGV[index] ~= '' then ms, is_known, room = cap_wait(account, ARGV[index], 1, #ARGV[index] / 11, now, true) end
  answers[#answers + 1] = { is_known and room or -1, math.ceil(now + ms) }
end
return answers
`,
)

const peoplePerCall = 1_000
/** Of so many persons it is remembered how many messages of an import they are to get. */
const mostPlanned = 200_000

/** How many messages persons are to get by what is being enqueued. */
export type PlannedMessages = Map<string, number>

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
    for (const [index, [room, until]] of (reply as [number, number][]).entries()) {
      const person = marks[index] ?? ''
      const before = planned.get(person) ?? 0
      if (room < 0 || before < room) {
        if (room > 0 && (before > 0 || planned.size < mostPlanned)) planned.set(person, before + 1)
        found.push(undefined)
      } else found.push(room > 0 ? until + cap.days * capDayMs : until)
    }
  }
  return found
}
