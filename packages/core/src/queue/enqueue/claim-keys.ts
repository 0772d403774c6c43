import { setTimeout as wait } from 'node:timers/promises'
import type { Lane } from '../../message/index.js'
import { RedisUnavailableError } from '../../redis/index.js'
import { type ExistingMessage, type FindDeps, findAndClaim } from './find-existing.js'

/** Longer than any call may take from its claim to its job; whoever dies in between holds up the other lane as long. */
const heldMs = 15_000
const pollMs = 20

/**
 * Takes ids that come from keys for one lane, and looks them up. BullMQ makes one job of an id in one lane; of two lanes it
 * knows nothing, so that a single message and a row with the same key, at the same moment, would be two jobs. Waits while
 * another is about to enqueue an id in the other lane.
 * @param ms how long it may wait
 * @returns those that are known already
 * @throws RedisUnavailableError when the other takes longer
 */
export async function claimKeys(
  deps: FindDeps,
  ids: readonly string[],
  { lane, ms }: { readonly lane: Lane; readonly ms: number },
): Promise<(ExistingMessage | undefined)[]> {
  const started = performance.now()
  for (;;) {
    const found = await findAndClaim(deps, ids, { takeFor: lane, heldMs })
    if (found.every(({ owner, message }) => owner === lane || message))
      return found.map(({ message }) => message)
    if (performance.now() - started > ms) throw new RedisUnavailableError()
    await wait(pollMs)
  }
}

/** The jobs are there: whoever comes now finds them. */
export async function releaseKeys(
  { redis, keys }: Pick<FindDeps, 'redis' | 'keys'>,
  ids: readonly string[],
): Promise<void> {
  if (ids.length > 0) await redis.del(...ids.map((id) => keys.claim(id)))
}
