import type { AccountKeys, Redis } from '../redis/index.js'
import type { CallbackQueue } from './callback-queue.js'
import { advanceSequence } from './sequences.js'

/** Lines looked at in one call, roughly. */
const perCall = 500

/**
 * Lets lines go on whose first change has no job that would ever end it: somebody removed it from the queue, or a worker of
 * a former version delivered it, which knows of no lines. Answers where to go on; `0`: all were looked at.
 */
export async function repairSequences(
  {
    redis,
    keys,
    queue,
  }: { readonly redis: Redis; readonly keys: AccountKeys; readonly queue: Pick<CallbackQueue, 'toKey'> },
  cursor: string,
): Promise<{ readonly cursor: string; readonly mended: number }> {
  const [next, flat] = await redis.hscan(keys.callbackSequences, cursor, 'COUNT', perCall)
  const firsts = flat.flatMap((messageId, index) => {
    const [first = ''] = (flat[index + 1] ?? '').split(',', 1)
    const [eventId = ''] = first.split(' ', 1)
    return index % 2 === 0 ? [{ messageId, eventId, member: `${first} ${messageId}` }] : []
  })
  const asked = redis.pipeline()
  for (const { eventId, member } of firsts) {
    asked.zscore(keys.callbackReady, member).hmget(queue.toKey(eventId), 'timestamp', 'finishedOn')
  }
  const replies = (await asked.exec()) ?? []
  const stuck = firsts.filter((_, index) => {
    const [[error, waits] = [], [otherError, job] = []] = replies.slice(2 * index, 2 * index + 2)
    if (error ?? otherError) throw error ?? otherError
    const [added, finished] = job as (string | null)[]
    return waits === null && (added === null || finished !== null)
  })
  for (const each of stuck) await advanceSequence(redis, keys, each)
  return { cursor: next, mended: stuck.length }
}
