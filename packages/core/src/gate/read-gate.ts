import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'
import { clockLua, gateLua } from './gate.lua.js'
import type { Limit } from './limit.js'
import { reportedLimitLua } from './reported-limit.lua.js'

/** The gate as it stands. `closedUntil` may have passed: then the next attempt is the probe that may open it. */
export interface GateState {
  readonly open: boolean
  /** Why it is closed: an outcome's, or `limit-exhausted` where upstream said that nothing is left of its limit. */
  readonly reason?: string
  readonly closedUntil?: Date
  /** The lower limit that upstream announces: it is in force in place of `limit.max`, until then or longer. */
  readonly lowered?: { readonly max: number; readonly until: Date }
  /** The higher limit that upstream announces; it changes nothing. */
  readonly higher?: number
}

export const limitExhaustedReason = 'limit-exhausted'

const script = defineScript(
  'disparoReadGate',
  clockLua,
  gateLua,
  reportedLimitLua,
  `
local gate, limit, now = KEYS[1], KEYS[2], gate_now()
local state = redis.call('HMGET', gate, 'until', 'pause', 'reason')
local closed_ms = gate_closed_for(gate, state[1], state[2], now)
local lowered, exhausted_ms = reported_limit(limit, now)
local known = redis.call('HMGET', limit, 'maxUntil', 'higher')
return { closed_ms and now + closed_ms or '', state[3] or '', now + exhausted_ms, exhausted_ms, lowered or 0,
  tonumber(known[1]) or 0, tonumber(known[2]) or 0 }
`,
)

export async function readGate(redis: Redis, keys: AccountKeys): Promise<GateState> {
  const [closedAt, reason, exhaustedAt, exhaustedMs, lowered, loweredUntil, higher] = (await script(
    redis,
    [keys.gate, keys.gateLimit],
    [],
  )) as [number | '', string, number, number, number, number, number]
  const closing = closedAt === '' ? {} : { closedUntil: new Date(closedAt), ...(reason ? { reason } : {}) }
  const exhausted =
    exhaustedMs > 0 ? { closedUntil: new Date(exhaustedAt), reason: limitExhaustedReason } : {}
  const closed = closedAt !== '' && (exhaustedMs <= 0 || closedAt > exhaustedAt) ? closing : exhausted
  return {
    open: closedAt === '' && exhaustedMs <= 0,
    ...closed,
    ...(lowered > 0 ? { lowered: { max: lowered, until: new Date(loweredUntil) } } : {}),
    ...(higher > 0 ? { higher } : {}),
  }
}

/** The limit that holds now: the account's, or the lower one that upstream announces. */
export function effectiveLimit<Kind extends Limit>(
  limit: Kind,
  { lowered }: Pick<GateState, 'lowered'>,
): Kind {
  return lowered && lowered.max < limit.max ? { ...limit, max: lowered.max } : limit
}
