import { capCounterLua, capText, type FrequencyCap } from '../../contacts/index.js'
import { clockLua } from '../../gate/index.js'
import type { Lane, Message } from '../../message/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { readDispatched } from '../dispatch-log/read-dispatched.js'
import { entryField, fieldsLua, laneFromUrgent } from '../entry/entry-fields.js'
import { learnCountsLua } from './learn-counts.lua.js'

const script = defineScript(
  'disparoLearnCounts',
  clockLua,
  fieldsLua,
  `local in_doubt = { unknown = true, sending = true }`,
  capCounterLua,
  learnCountsLua,
)

/** One call is short enough to keep nobody waiting. */
const perCall = 500
const hourMs = 3_600_000

export interface CountsToLearn {
  readonly cap: FrequencyCap
  /** From when on what went out is counted, and until when, epoch ms by Redis's clock. */
  readonly from: number
  readonly to: number
  /** Whether a message is marketing, as far as its template and lane tell: what else it said is known no more. */
  readonly isMarketing: (template: Pick<Message, 'namespace' | 'elementName'>, lane: Lane) => boolean
  /** Asked before each step. */
  readonly shouldContinue: () => Promise<boolean>
}

/**
 * Counts, for their persons' caps, the messages of some time that went out, and those in doubt, where nobody has counted them: a cap is new, or nobody
 * has counted for a while. Doing it again changes nothing.
 * @returns how many messages were looked at; `undefined` when it did not come to the end
 */
export async function learnCounts(
  redis: Redis,
  keys: AccountKeys,
  what: CountsToLearn,
): Promise<number | undefined> {
  let looked = 0
  for await (const ids of idsOf(redis, keys, what)) {
    if (!(await what.shouldContinue())) return undefined
    looked += ids.length
    const ours = await marketingOf(redis, keys, ids, what)
    if (ours.length > 0) await script(redis, [keys.slicesTotal], [keys.prefix, capText(what.cap), ...ours])
  }
  return looked
}

async function* idsOf(
  redis: Redis,
  keys: AccountKeys,
  { from, to }: CountsToLearn,
): AsyncGenerator<readonly string[]> {
  for (let hour = Math.floor(from / hourMs); hour * hourMs <= to; hour++) {
    const window = {
      fromSeconds: Math.floor(Math.max(from, hour * hourMs) / 1_000),
      toSeconds: hour * 3_600 + 3_599,
    }
    for (let offset = 0; ; offset += perCall) {
      const { messages } = await readDispatched(redis, keys, { ...window, offset, limit: perCall })
      if (messages.length > 0) yield messages.map(({ id }) => id)
      if (messages.length < perCall) break
    }
  }
  for (let first = 0; ; first += perCall) {
    const ids = await redis.zrange(keys.unknown, `${first}`, `${first + perCall - 1}`)
    if (ids.length === 0) return
    yield ids
  }
}

async function marketingOf(
  redis: Redis,
  keys: AccountKeys,
  ids: readonly string[],
  { isMarketing }: CountsToLearn,
): Promise<string[]> {
  const { namespace, elementName, urgent } = entryField
  const pipeline = redis.pipeline()
  for (const id of ids) pipeline.hmget(keys.message(id), namespace, elementName, urgent)
  const replies = (await pipeline.exec()) ?? []
  return ids.filter((_, index) => {
    const [error, values] = replies[index] as [Error | null, (string | null)[]]
    if (error) throw error
    const [itsNamespace, itsName, isUrgent] = values
    // Gone, or forgotten with its template.
    if (!itsNamespace || !itsName) return false
    return isMarketing({ namespace: itsNamespace, elementName: itsName }, laneFromUrgent(isUrgent))
  })
}
