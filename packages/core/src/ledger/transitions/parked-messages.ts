import type { Lane } from '../../message/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { unparkLua } from './park.lua.js'

const unparkScript = defineScript('disparoUnpark', unparkLua)

/** Where messages sleep for want of a data key that their worker lacked: of one lane, for one key. */
export interface ParkedGroup {
  readonly lane: Lane
  /** Names the key (`sealedBy`). */
  readonly keyFingerprint: string
  /** It seals what persons are marked with: they can be opened, and nobody knows whether their persons are suppressed. */
  readonly suppression?: true
}

export interface ParkedMessage {
  readonly id: string
  /** Epoch ms, by Redis's clock; as Redis writes it. None: whenever that was. */
  readonly since?: string | undefined
}

/** How the place is named in Redis. */
export function parkedGroupName({ lane, keyFingerprint, suppression }: ParkedGroup): string {
  return `${lane}:${keyFingerprint}${suppression ? ':suppression' : ''}`
}

/** The places where somebody is parked: one call, whatever is parked there. */
export async function readParkedGroups(redis: Redis, keys: AccountKeys): Promise<ParkedGroup[]> {
  const names = await redis.smembers(keys.parked)
  return names.map((name) => {
    const [lane = '', keyFingerprint = '', why] = name.split(':', 3)
    return { lane: lane as Lane, keyFingerprint, ...(why === 'suppression' && { suppression: true }) }
  })
}

/** How many are parked at each place. */
export async function countParked(
  redis: Redis,
  keys: AccountKeys,
): Promise<(ParkedGroup & { readonly count: number })[]> {
  const places = await readParkedGroups(redis, keys)
  return Promise.all(
    places.map(async (place) => ({
      ...place,
      count: await redis.zcard(keys.parkedFor(parkedGroupName(place))),
    })),
  )
}

/** Those parked longest, `limit` at most. */
export async function readParkedMessages(
  redis: Redis,
  keys: AccountKeys,
  place: ParkedGroup,
  limit: number,
): Promise<ParkedMessage[]> {
  const key = keys.parkedFor(parkedGroupName(place))
  const flat = await redis.zrange(key, '0', String(limit - 1), 'WITHSCORES')
  return flat.flatMap((id, index) => (index % 2 === 0 ? [{ id, since: flat[index + 1] }] : []))
}

/** They are parked no more, unless they were parked again `since`. A place where nobody is left is forgotten. */
export async function unpark(
  redis: Redis,
  keys: AccountKeys,
  place: ParkedGroup,
  messages: readonly ParkedMessage[],
): Promise<void> {
  const name = parkedGroupName(place)
  await unparkScript(
    redis,
    [keys.parked, keys.parkedFor(name)],
    [name, ...messages.flatMap(({ id, since = '' }) => [id, since])],
  )
}
