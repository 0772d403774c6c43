import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'
import type { FailureStreak } from './disable-rule.js'
import { sequencesLua } from './sequences.lua.js'

/**
 * The breaker of a receiver. After `openAfter` failures in a row it is open: nothing is delivered for a pause, then one
 * delivery tries (the probe), and each that fails doubles the pause. The first that gets through closes it.
 */
export interface BreakerRule {
  readonly openAfter: number
  readonly firstPauseMs: number
  readonly longestPauseMs: number
}

export const breakerRule: BreakerRule = { openAfter: 5, firstPauseMs: 1_000, longestPauseMs: 60_000 }

/** A receiver as a whole is left alone for no longer than this, whatever it asks for. */
const longestAskedMs = 3_600_000

/** Redis's own clock: workers' clocks differ. Its standing is in fields of the hash of callback-health.ts, all optional. */
const clockLua = /* lua */ `
local time = redis.call('TIME')
local redis_now = time[1] * 1000 + math.floor(time[2] / 1000)
`

const admitScript = defineScript(
  'disparoAdmitCallback',
  clockLua,
  /* lua */ `
local standing = redis.call('HMGET', KEYS[1], 'disabledAt', 'restUntil', 'probeUntil')
if standing[1] then return { 'disabled', 0 } end
if not standing[2] then return { 'go', 0 } end
local left = math.max(tonumber(standing[2]), tonumber(standing[3] or 0)) - redis_now
if left > 0 then return { 'wait', left } end
redis.call('HSET', KEYS[1], 'probeUntil', redis_now + ARGV[1])
return { 'probe', 0 }
`,
)

type Admission =
  | { readonly kind: 'go' | 'probe' | 'disabled' }
  | { readonly kind: 'wait'; readonly ms: number }

/** Asks whether a callback may be delivered now. Who is the probe has `probeMs` to say how it went. */
export async function admit(redis: Redis, keys: AccountKeys, probeMs: number): Promise<Admission> {
  const [kind, ms] = (await admitScript(redis, [keys.callbacks], [probeMs])) as [Admission['kind'], number]
  return kind === 'wait' ? { kind, ms } : { kind }
}

/** A probe that was cut off says nothing of the receiver: another may try. */
export async function releaseProbe(redis: Redis, keys: AccountKeys): Promise<void> {
  await redis.hdel(keys.callbacks, 'probeUntil')
}

const usedKeys = (keys: AccountKeys) => [
  keys.callbacks,
  keys.callbackSequences,
  keys.callbackReady,
  keys.callbackEarly,
  keys.callbackEarlyDue,
]

const deliveredScript = defineScript(
  'disparoRecordDelivery',
  sequencesLua,
  /* lua */ `
local standing, now, open_after = KEYS[1], ARGV[1], tonumber(ARGV[4])
local failures, since = unpack(redis.call('HMGET', standing, 'failures', 'since'))
failures = tonumber(failures or 0)
if failures >= open_after then redis.call('HSETNX', standing, 'earlySince', since or now) end
if failures > 0 then redis.call('HDEL', standing, 'failures', 'since', 'restUntil', 'pauseMs', 'probeUntil') end
redis.call('HSET', standing, 'lastSuccessAt', now)
redis.call('ZREM', KEYS[4], ARGV[2])
redis.call('HDEL', KEYS[5], ARGV[2])
return { failures, lines_advance(KEYS[2], KEYS[3], standing, ARGV[3], ARGV[2]) }
`,
)

/** A callback: the id of its event, which is its job's, and its message's. */
interface CallbackId {
  readonly eventId: string
  readonly messageId: string
}

/** Notes a delivery: closes the breaker, and lets the message's next change have its turn. */
export async function recordDelivery(
  redis: Redis,
  keys: AccountKeys,
  { eventId, messageId, now, rule }: CallbackId & { readonly now: number; readonly rule: BreakerRule },
): Promise<{
  /** How many had failed in a row before. */
  readonly failuresBefore: number
  /** Whether it has ended an outage. */
  readonly isRecovery: boolean
  /** Whether the message's next change waits for its job. */
  readonly isFollowed: boolean
}> {
  const args = [now, eventId, messageId, rule.openAfter]
  const [failuresBefore, followed] = (await deliveredScript(redis, usedKeys(keys), args)) as [number, number]
  return { failuresBefore, isRecovery: failuresBefore >= rule.openAfter, isFollowed: followed === 1 }
}

const failedScript = defineScript(
  'disparoRecordFailure',
  sequencesLua,
  clockLua,
  /* lua */ `
local standing, now, reason, is_probe, asked = KEYS[1], ARGV[1], ARGV[2], ARGV[3] == '1', tonumber(ARGV[4])
local open_after, first, longest = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local fate, event, message = ARGV[8], ARGV[9], ARGV[10]
local failures = redis.call('HINCRBY', standing, 'failures', 1)
redis.call('HSETNX', standing, 'since', now)
redis.call('HSET', standing, 'lastFailureAt', now, 'lastReason', reason)
local since, rest, pause = unpack(redis.call('HMGET', standing, 'since', 'restUntil', 'pauseMs'))
local rests = 0
if failures >= open_after and (is_probe or not rest) then
  pause = rest and math.min(longest, 2 * tonumber(pause or first)) or first
  rests = math.max(pause, asked)
  redis.call('HSET', standing, 'restUntil', redis_now + rests, 'pauseMs', pause)
  redis.call('HDEL', standing, 'probeUntil')
elseif rest and asked > 0 and tonumber(rest) < redis_now + asked then
  redis.call('HSET', standing, 'restUntil', redis_now + asked)
end
if fate == 'early' then
  redis.call('ZADD', KEYS[4], now, event)
else
  redis.call('ZREM', KEYS[4], event)
end
redis.call('HDEL', KEYS[5], event)
local followed = 0
if fate == 'exhausted' then followed = lines_advance(KEYS[2], KEYS[3], standing, message, event) end
return { failures, tonumber(since), rests, rest and 0 or 1, followed }
`,
)

/** What becomes of a callback that failed: it may be tried before it is due, or may not; or it is put aside. */
export type FailureDecision = 'early' | 'delayed' | 'exhausted'

interface FailedDelivery extends CallbackId {
  readonly reason: string
  /** Epoch ms. */
  readonly now: number
  readonly isProbe: boolean
  /** What the answer's `Retry-After` asks for, in ms; the breaker keeps an hour of it at most. */
  readonly retryAfterMs: number | undefined
  readonly decision: FailureDecision
  readonly rule: BreakerRule
}

/** Notes a delivery that failed. Answers the run of failures it belongs to, and for how long nobody is to deliver, in ms. */
export async function recordFailure(
  redis: Redis,
  keys: AccountKeys,
  { eventId, messageId, reason, now, isProbe, retryAfterMs = 0, decision, rule }: FailedDelivery,
): Promise<
  FailureStreak & { readonly restMs: number; readonly hasOpened: boolean; readonly isFollowed: boolean }
> {
  const { openAfter, firstPauseMs, longestPauseMs } = rule
  const asked = Math.min(longestAskedMs, retryAfterMs)
  const told = [now, reason, isProbe ? 1 : 0, asked, openAfter, firstPauseMs, longestPauseMs]
  const reply = await failedScript(redis, usedKeys(keys), [...told, decision, eventId, messageId])
  const [failures = 0, since = now, restMs = 0, wasClosed = 0, followed = 0] = reply as number[]
  return { failures, since, restMs, hasOpened: restMs > 0 && wasClosed === 1, isFollowed: followed === 1 }
}
