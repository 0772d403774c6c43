import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'

const script = defineScript(
  'disparoLookForWork',
  /* lua */ `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return { 0 } end
-- It needs no memory, and then nor does what follows: without memory, too, there is work to do, as to make room.
if redis.call('PEXPIRE', KEYS[1], ARGV[2]) == 0 then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end
local time, work = redis.call('TIME'), redis.call('EXISTS', unpack(KEYS, 2))
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
return { 1, now, work, work > 0 and redis.call('EXISTS', KEYS[2]) or 0 }
`,
)

export interface WorkSeen {
  /** Epoch ms, by Redis's clock. */
  readonly now: number
  /** Whether messages are to be sent again whose jobs may not run yet. */
  readonly hasReleased: boolean
  /** Whether there is anything whose status is followed. */
  readonly isFollowing: boolean
}

/**
 * Takes or keeps the lease of whoever follows an account's statuses, for `ms`, and looks whether there is anything to do:
 * one call, which is all that an idle account costs. `undefined`: somebody else holds the lease.
 */
export async function lookForWork(
  redis: Redis,
  keys: AccountKeys,
  { holder, ms, by }: { readonly holder: string; readonly ms: number; readonly by: 'slices' | 'requests' },
): Promise<WorkSeen | undefined> {
  const followed = by === 'slices' ? [keys.slicesOpen, keys.slicesLong] : [keys.requestsDue]
  const [isOurs, now = 0, work = 0, released = 0] = (await script(
    redis,
    [keys.reportLease, keys.released, ...followed],
    [holder, ms],
  )) as number[]
  if (isOurs !== 1) return undefined
  return { now, hasReleased: released > 0, isFollowing: work > released }
}
