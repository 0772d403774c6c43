import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { countWaiting } from '../lanes/lane-counts.js'
import type { Lanes } from '../lanes/lanes.js'

/** How much an account takes in: an account's field `quota`. */
interface QuotaSettings {
  /** Messages that wait, in both lanes. */
  readonly waiting: number
  readonly perMinute?: number | undefined
}
export type QuotaName = keyof QuotaSettings

/** A quota that lets no more in. */
export interface ExceededQuota {
  readonly quota: QuotaName
  readonly max: number
  /** When it is worth trying again, ms. */
  readonly retryAfterMs: number
}

/** How many of the messages that were asked for are let in, and what keeps out the others. */
interface Grant {
  readonly granted: number
  readonly exceeded?: ExceededQuota
}

export interface Quota {
  /**
   * Asks for `wanted` messages, which count for this minute at once.
   * @param options.isUrgent single messages of the urgent lane, which no campaign may keep out
   */
  take(wanted: number, options: { readonly isUrgent: boolean }): Promise<Grant>
  /** What would keep out some of `wanted` rows of a batch now. Nothing is taken. */
  checkRoom(wanted: number): Promise<ExceededQuota | undefined>
}

const minuteMs = 60_000
/** What waits for long goes at the pace of the limit: a minute makes room for hundreds. */
const waitingRetryMs = 60_000
/** Where there is room for more than anybody adds in this time, what waits is counted no more often. */
const farRoom = 100_000
const farMs = 250
/** The share above `waiting` that is for single urgent messages. */
const urgentShare = 0.1

// A minute begins with its first message. Without any wanted it only says how many are left.
const minuteScript = defineScript(
  'disparoTakeMinute',
  `
local wanted, max = tonumber(ARGV[1]), tonumber(ARGV[2])
local used = tonumber(redis.call('GET', KEYS[1])) or 0
local left = math.max(0, max - used)
local granted = math.min(wanted, left)
if granted > 0 then
  redis.call('INCRBY', KEYS[1], granted)
  if used == 0 then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
end
return { granted, left, redis.call('PTTL', KEYS[1]) }
`,
)

/**
 * Keeps one account from filling Redis. What waits is what BullMQ has in both lanes, so that no crash leaves a count that is
 * wrong; it may be passed by as many as others add at that moment.
 */
export function openQuota(
  { redis, keys, lanes }: { readonly redis: Redis; readonly keys: AccountKeys; readonly lanes: Lanes },
  { waiting: maxWaiting, perMinute }: QuotaSettings,
): Quota {
  let counted = { waiting: 0, until: Number.NEGATIVE_INFINITY }
  const roomBelow = async (max: number) => {
    const isFar = performance.now() < counted.until && max - counted.waiting >= farRoom
    if (!isFar) counted = { waiting: await countWaiting(lanes), until: performance.now() + farMs }
    return Math.max(0, max - counted.waiting)
  }
  const askMinute = async (wanted: number, max: number, isUrgent: boolean) => {
    const key = isUrgent ? keys.quotaUrgent : keys.quotaBulk
    const [granted, left, ttl] = (await minuteScript(redis, [key], [wanted, max, minuteMs])) as [
      number,
      number,
      number,
    ]
    return { granted, left, exceeded: { quota: 'perMinute', max, retryAfterMs: Math.max(1, ttl) } as const }
  }
  const full = { quota: 'waiting', max: maxWaiting, retryAfterMs: waitingRetryMs } as const

  return {
    take: async (wanted, { isUrgent }) => {
      if (wanted === 0) return { granted: 0 }
      const most = isUrgent ? maxWaiting + Math.ceil(maxWaiting * urgentShare) : maxWaiting
      const fitting = Math.min(wanted, await roomBelow(most))
      const short = fitting < wanted ? { exceeded: full } : {}
      if (perMinute === undefined || fitting === 0) return { granted: fitting, ...short }
      const { granted, exceeded } = await askMinute(fitting, perMinute, isUrgent)
      return granted < fitting ? { granted, exceeded } : { granted, ...short }
    },
    checkRoom: async (wanted) => {
      if ((await roomBelow(maxWaiting)) < wanted) return full
      if (perMinute === undefined) return undefined
      const { left, exceeded } = await askMinute(0, perMinute, false)
      return left < Math.min(wanted, perMinute) ? exceeded : undefined
    },
  }
}
