import { setTimeout as wait } from 'node:timers/promises'
import type { Lane } from '../../message/index.js'
import { type AccountKeys, type Redis, RedisUnavailableError } from '../../redis/index.js'
import type { Lanes } from '../lanes/lanes.js'
import { type ExistingMessage, findExisting } from './find-existing.js'

/** Longer than any call may take from its claim to its job; whoever dies in between holds up the other lane as long. */
const heldMs = 15_000
const pollMs = 20

export interface ClaimDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly lanes: Lanes
}

/**
 * Takes ids that come from keys for one lane, and looks them up. BullMQ makes one job of an id in one lane; of two lanes it
 * knows nothing, so that a single message and a row with the same key, at the same moment, would be two jobs. Waits while
 * another is about to enqueue an id in the other lane.
 * @param ms how long it may wait
 * @returns those that are known already
 * @throws RedisUnavailableError when the other takes longer
 */
export async function claimKeys(
  deps: ClaimDeps,
  ids: readonly string[],
  { lane, ms }: { readonly lane: Lane; readonly ms: number },
): Promise<(ExistingMessage | undefined)[]> {
  const started = performance.now()
  for (;;) {
    // Sent in this order: what is not known after the claim is enqueued by nobody else.
    const claims = Promise.all(ids.map((id) => claim(deps, id, lane)))
    const [owners, known] = await Promise.all([claims, findExisting(deps, ids)])
    if (owners.every((owner, index) => owner === lane || known[index])) return known
    if (performance.now() - started > ms) throw new RedisUnavailableError()
    await wait(pollMs)
  }
}

/** The jobs are there: whoever comes now finds them. */
export async function releaseKeys({ redis, keys }: ClaimDeps, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await redis.del(...ids.map((id) => keys.claim(id)))
}

/** Whose the id is: `lane`, unless the other has it. */
async function claim({ redis, keys }: ClaimDeps, id: string, lane: Lane): Promise<string> {
  const key = keys.claim(id)
  const [taken, owner] = await Promise.all([redis.set(key, lane, 'PX', heldMs, 'NX'), redis.get(key)])
  return taken === 'OK' ? lane : (owner ?? '')
}
