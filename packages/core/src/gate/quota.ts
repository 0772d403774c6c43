import { defineScript, type Redis } from '../redis/index.js'
import { clockLua, gateLua } from './gate.lua.js'

/** A gate of its own for something else that is limited, such as the report: the same window, the same closing. */
export interface Quota {
  readonly gate: string
  readonly permits: string
  readonly max: number
  readonly windowMs: number
}

/** How much of a quota is left now, after how many ms there is more (0: now), and when one was last taken (epoch ms). */
interface QuotaState {
  readonly left: number
  readonly nextInMs: number
  readonly lastAt?: number
}

const readScript = defineScript(
  'disparoReadQuota',
  clockLua,
  gateLua,
  `
local gate, permits, max, window, now = KEYS[1], KEYS[2], tonumber(ARGV[1]), tonumber(ARGV[2]), gate_now()
redis.call('ZREMRANGEBYSCORE', permits, '-inf', now - window)
permits_redate(permits, now)
local last = tonumber(redis.call('ZRANGE', permits, -1, -1, 'WITHSCORES')[2]) or 0
local state = redis.call('HMGET', gate, 'until', 'pause')
local closed_ms = gate_closed_for(gate, state[1], state[2], now)
if closed_ms and closed_ms > 0 then return { 0, closed_ms, last } end
local used = redis.call('ZCARD', permits)
if used < max then return { max - used, 0, last } end
local leaving = redis.call('ZRANGE', permits, used - max, used - max, 'WITHSCORES')
return { 0, math.max(1, tonumber(leaving[2]) + window - now), last }
`,
)

// Without memory Redis refuses a script's first write, and none after it. Here that is one which frees memory, so the permit
// is always written down: none is granted too many, but what the request learns may be lost, and its permit with it.
const takeScript = defineScript(
  'disparoTakeQuota',
  clockLua,
  gateLua,
  `return gate_take(KEYS[1], KEYS[2], ARGV[1], gate_now(), tonumber(ARGV[3]), tonumber(ARGV[2]), tonumber(ARGV[4]))`,
)

// The first line changes nothing and needs no memory: by it a refusal is heard also where there is none left.
const hearScript = defineScript(
  'disparoRecordQuotaOutcome',
  clockLua,
  gateLua,
  `redis.call('HDEL', KEYS[1], '')
return gate_record(KEYS[1], ARGV[1], gate_now(), ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]))`,
)

export async function readQuota(redis: Redis, quota: Quota): Promise<QuotaState> {
  const [left, nextInMs, lastAt] = (await readScript(
    redis,
    [quota.gate, quota.permits],
    [quota.max, quota.windowMs],
  )) as [number, number, number]
  return { left, nextInMs, ...(lastAt > 0 ? { lastAt } : {}) }
}

/** Takes one permit for the request `token`: 0 when it got one, else how many ms to wait. */
export async function takeQuota(
  redis: Redis,
  quota: Quota,
  request: { readonly token: string; readonly requestMs: number },
): Promise<number> {
  const args = [request.token, quota.max, quota.windowMs, request.requestMs]
  return Number(await takeScript(redis, [quota.gate, quota.permits], args))
}

/** Tells how a request went. Answers for how many ms that has closed the gate (-1: opened it, 0: neither). */
export async function recordQuotaOutcome(
  redis: Redis,
  quota: Quota,
  heard: {
    readonly token: string
    readonly signal: 'success' | 'failure' | 'close'
    readonly reason: string
    /** `close` only; without it the pause doubles with every closure. */
    readonly pauseMs?: number | undefined
    readonly outage: {
      readonly closeAfter: number
      readonly firstPauseMs: number
      readonly longestPauseMs: number
    }
  },
): Promise<number> {
  const { token, signal, reason, pauseMs = -1, outage } = heard
  const args = [token, signal, reason, pauseMs, outage.closeAfter, outage.firstPauseMs, outage.longestPauseMs]
  return Number(await hearScript(redis, [quota.gate], args))
}
