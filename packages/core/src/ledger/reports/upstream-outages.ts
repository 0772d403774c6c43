import { clockLua, gateLua } from '../../gate/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { upstreamOutageLua } from './upstream-outages.lua.js'

/** A time in which attempts got no answer from upstream that could be relied on. Epoch ms, by Redis's clock. */
export interface UpstreamOutage {
  /** When the first such attempt began. */
  readonly from: number
  /** When upstream answered again; absent while it does not. */
  readonly until?: number
}

/** The times of silence that were not over before `after` (epoch ms), oldest first. */
export async function readUpstreamOutages(
  redis: Redis,
  keys: AccountKeys,
  after: number,
): Promise<UpstreamOutage[]> {
  // First the one that goes on: if it ends meanwhile it is seen twice, and not missed.
  const from = await redis.hget(keys.gate, 'silentFrom')
  const over = await redis.zrangebyscore(keys.upstreamOutages, after, '+inf', 'WITHSCORES')
  const times: UpstreamOutage[] = []
  for (let index = 0; index < over.length; index += 2) {
    times.push({ from: Number(over[index]), until: Number(over[index + 1]) })
  }
  return from ? [...times, { from: Number(from) }] : times
}

const endScript = defineScript(
  'disparoEndUpstreamOutage',
  clockLua,
  gateLua,
  upstreamOutageLua,
  `
local gate, permits, prefix, asked_at, patience = KEYS[1], KEYS[2], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local now, state = gate_now(), redis.call('HMGET', gate, 'silentFrom', 'silentLast', 'until', 'pause')
if not state[1] then return 0 end
permits_redate(permits, now)
local begun = tonumber(redis.call('ZRANGE', permits, -1, -1, 'WITHSCORES')[2]) or 0
local last = now + time_left(gate, 'silentLast', tonumber(state[2]), 0, now)
local held_until = now + (gate_closed_for(gate, state[3], state[4], now) or -now)
local tried = math.max(last, held_until, begun)
if asked_at <= tried + patience then return 0 end
silence_over(prefix, math.min(tonumber(state[1]), now), now)
return redis.call('HDEL', gate, 'silentFrom', 'silentSince', 'silentLast')
`,
)

/**
 * Tells that upstream has answered a request for the report made at `askedAt` (epoch ms). That ends a silence only where
 * no attempt is made that could: none has begun, was given up, or was held back, for `patienceMs`.
 */
export async function endUpstreamOutage(
  redis: Redis,
  keys: AccountKeys,
  { askedAt, patienceMs }: { readonly askedAt: number; readonly patienceMs: number },
): Promise<void> {
  await endScript(redis, [keys.gate, keys.permits], [keys.prefix, askedAt, patienceMs])
}
