import { readRefusedTemplates, templateName } from '../../gate/index.js'
import { Lane } from '../../message/index.js'
import type { AccountKeys, Redis } from '../../redis/index.js'
import { noSeal, type Seal } from '../../seal/index.js'
import { bulkPriority, type Lanes, pausedPriority } from './lanes.js'
import { openJob } from './sealed-job.js'
import { SendJob } from './send-job.js'

export interface MoveProbeDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly lanes: Lanes
  readonly seal?: Seal | undefined
}

/** Jobs looked at in a lane, spread evenly over all that wait there: what is enqueued together stands together. */
const looks = 256

/** By which BullMQ keeps jobs of a priority in order. */
const scorePerPriority = 2 ** 32

/**
 * When the gate has closed and what waits first is of a template that was refused, a message of another one comes to the head
 * of its lane, to try first: it shows whose fault that is. All others keep their places. Answers the lane; `undefined` when
 * such a message waits first as it is, or none was found.
 * @param random - 0 to below 1: where the looks begin, so that another time other jobs are looked at
 */
export async function moveProbeToFront(deps: MoveProbeDeps, random: number): Promise<Lane | undefined> {
  const refused = new Set((await readRefusedTemplates(deps.redis, deps.keys)).map(templateName))
  if (refused.size === 0) return undefined
  for (const lane of Lane.options) {
    const ids = await waitingIds(deps, lane, random)
    const templates = await templatesOf(deps, lane, ids)
    const place = templates.findIndex((template) => template !== undefined && !refused.has(template))
    if (place === 0) return undefined
    const job = place > 0 ? await deps.lanes[lane].getJob(String(ids[place])) : undefined
    if (!job) continue
    await job.changePriority({ priority: lane === 'bulk' ? bulkPriority.retry : 0, lifo: true })
    return lane
  }
  return undefined
}

/** Ids of jobs that wait in a lane, its head first. Urgent ones are a list whose head is at the right. */
async function waitingIds({ redis, lanes }: MoveProbeDeps, lane: Lane, random: number): Promise<string[]> {
  const key = lanes[lane].toKey(lane === 'bulk' ? 'prioritized' : 'wait')
  const length = await (lane === 'bulk'
    ? redis.zcount(key, '-inf', `(${pausedPriority * scorePerPriority}`)
    : redis.llen(key))
  const step = Math.max(1, length / looks)
  const places = new Set([0])
  for (let at = step * random; at < length; at += step) places.add(Math.floor(at))
  const pipeline = redis.pipeline()
  for (const place of places) {
    if (lane === 'bulk') pipeline.zrange(key, String(place), String(place))
    else pipeline.lindex(key, -1 - place)
  }
  const replies = (await pipeline.exec()) ?? []
  return replies.flatMap(([, reply]) => (reply as string | string[] | null) ?? [])
}

/** What cannot be read is of no template. */
async function templatesOf(
  { redis, lanes, seal = noSeal }: MoveProbeDeps,
  lane: Lane,
  ids: readonly string[],
): Promise<(string | undefined)[]> {
  const pipeline = redis.pipeline()
  for (const id of ids) pipeline.hget(lanes[lane].toKey(id), 'data')
  const replies = (await pipeline.exec()) ?? []
  return ids.map((id, index) => {
    try {
      const data = SendJob.parse(openJob(seal, id, JSON.parse(String(replies[index]?.[1]))))
      return templateName(data.message)
    } catch {
      return undefined
    }
  })
}
