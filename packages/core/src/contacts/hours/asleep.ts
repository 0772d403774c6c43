import type { AccountKeys, Redis } from '../../redis/index.js'

/** So many messages wait for their hour, and may go from then on (epoch ms). */
export interface Asleep {
  readonly at: number
  readonly messages: number
}

/** The same, by the mark of the hours that were in force when they fell asleep. */
export interface AsleepGroup extends Asleep {
  readonly mark: string
}

/** Who of an account waits for an hour that is still to come, the earliest first. Those that have ended meanwhile are counted, too. */
export async function readAsleep(redis: Redis, keys: AccountKeys, now: number): Promise<AsleepGroup[]> {
  return groupsOf(await redis.hgetall(keys.quietHours), now)
}

/** Those of a batch. Who was woken by other hours since counts no more. */
export async function readBatchAsleep(
  redis: Redis,
  keys: AccountKeys,
  id: string,
  now: number,
): Promise<Asleep[]> {
  const [ofBatch, ofAccount] = await Promise.all([
    redis.hgetall(keys.batchQuietHours(id)),
    redis.hgetall(keys.quietHours),
  ])
  const isKnown = ({ mark, at }: AsleepGroup) => ofAccount[fieldOf({ mark, at })] !== undefined
  return groupsOf(ofBatch, now).filter(isKnown)
}

/** How many messages of an account wait for their hour, and when those before them woke last (epoch ms), if that was within a day. */
export async function readOpenings(
  redis: Redis,
  keys: AccountKeys,
  now: number,
): Promise<{ readonly asleep: number; readonly openedAt: number | undefined }> {
  const groups = groupsOf(await redis.hgetall(keys.quietHours), 0)
  const asleep = groups.reduce((sum, { at, messages }) => sum + (at > now ? messages : 0), 0)
  return { asleep, openedAt: groups.findLast(({ at }) => at <= now)?.at }
}

/** They wake now: nobody waits for that hour any more. */
export async function forgetAsleep(
  redis: Redis,
  keys: AccountKeys,
  group: Pick<AsleepGroup, 'mark' | 'at'>,
): Promise<void> {
  await redis.hdel(keys.quietHours, fieldOf(group))
}

/**
 * Clocks of workers are a little apart: none wakes anybody before Redis lets it go, ms. BullMQ keeps the order of 4,096 sleepers of one ms.
 */
export const wakePace = { slackMs: 250, perMs: 2_000 } as const

/** From when until when they wake, epoch ms. */
export function wakesWithin({ at, messages }: Asleep): { readonly from: number; readonly until: number } {
  const from = at + wakePace.slackMs
  return { from, until: from + Math.floor(messages / wakePace.perMs) }
}

function fieldOf({ mark, at }: Pick<AsleepGroup, 'mark' | 'at'>): string {
  return `${mark}:${at}`
}

function groupsOf(hash: Readonly<Record<string, string>>, now: number): AsleepGroup[] {
  return Object.entries(hash)
    .flatMap(([field, count]) => {
      const [, mark = '', at] = /^(.*):(\d+)$/.exec(field) ?? []
      return at !== undefined && Number(at) > now ? [{ mark, at: Number(at), messages: Number(count) }] : []
    })
    .toSorted((one, other) => one.at - other.at)
}
