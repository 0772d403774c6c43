import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'
import { clockLua, gateLua } from './gate.lua.js'
import type { Limit } from './limit.js'
import { reportedLimitLua } from './reported-limit.lua.js'
import type { RestingTemplate, TemplateName } from './resting-templates.js'

/** The gate as it stands. `closedUntil` may have passed: then the next attempt is the probe that may open it. */
export interface GateState {
  readonly open: boolean
  /** Why it is closed: an outcome's, or `limit-exhausted` where upstream said that nothing is left of its limit. */
  readonly reason?: string
  readonly closedUntil?: Date
  /** Since when it is closed; absent where nobody noted it. */
  readonly closedSince?: Date
  /** The lower limit that upstream announces: it is in force in place of `limit.max`, until then or longer. */
  readonly lowered?: { readonly max: number; readonly until: Date }
  /** The higher limit that upstream announces; it changes nothing. */
  readonly higher?: number
}

export const limitExhaustedReason = 'limit-exhausted'

/** Whether a closed gate opens at `closedUntil`: upstream has named that moment. Otherwise an attempt tries then, and may fail. */
export function hasKnownEnd({ reason }: Pick<GateState, 'reason'>): boolean {
  return reason === limitExhaustedReason || /^throttled\b/.test(reason ?? '')
}

const script = defineScript(
  'disparoReadGate',
  clockLua,
  gateLua,
  reportedLimitLua,
  `
local gate, limit, now = KEYS[1], KEYS[2], gate_now()
local state = redis.call('HMGET', gate, 'until', 'pause', 'reason', 'since')
local closed_ms = gate_closed_for(gate, state[1], state[2], now)
local lowered, exhausted_ms = reported_limit(limit, now)
local known = redis.call('HMGET', limit, 'maxUntil', 'higher')
return { closed_ms and now + closed_ms or '', state[3] or '', now + exhausted_ms, exhausted_ms, lowered or 0,
  tonumber(known[1]) or 0, tonumber(known[2]) or 0, math.min(now, tonumber(state[4]) or 0) }
`,
)

export async function readGate(redis: Redis, keys: AccountKeys): Promise<GateState> {
  const [closedAt, reason, exhaustedAt, exhaustedMs, lowered, loweredUntil, higher, since] = (await script(
    redis,
    [keys.gate, keys.gateLimit],
    [],
  )) as [number | '', string, number, number, number, number, number, number]
  const closing =
    closedAt === ''
      ? {}
      : {
          closedUntil: new Date(closedAt),
          ...(since > 0 && { closedSince: new Date(since) }),
          ...(reason && { reason }),
        }
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

/** Whether an account may send now, and how much; times in ISO 8601. */
export interface GateView {
  readonly open: boolean
  /** Why it is closed, such as `throttled`, `http-401`, or `limit-exhausted`: upstream says that nothing is left of its limit. */
  readonly reason?: string
  /** It is closed until then; for `limit-exhausted` it is open afterwards, else the next attempt tries. */
  readonly closedUntil?: string
  /** Since when it is closed, where that was noted. */
  readonly closedSince?: string
  readonly limit: {
    /** Requests in any `windowMs`: what is in force now. */
    readonly max: number
    readonly windowMs: number
    /** The account's `limit.max`; `max` is less while upstream announces less. */
    readonly configured: number
    /** Until when the lower limit is in force, unless upstream says it again. */
    readonly loweredUntil?: string
    /** The higher limit that upstream announces, which changes nothing. */
    readonly announced?: number
  }
  /** Templates whose messages are refused while others get through, those longest at rest first. */
  readonly restingTemplates: readonly RestingTemplateView[]
}

interface RestingTemplateView extends TemplateName {
  readonly reason: string
  /** When its messages began to be refused. */
  readonly since: string
  /** When the next of them tries. */
  readonly until: string
}

export function describeGate(gate: GateState, limit: Limit, resting: readonly RestingTemplate[]): GateView {
  const { open, reason, closedUntil, closedSince, lowered, higher } = gate
  const { max, windowMs } = effectiveLimit(limit, gate)
  return {
    open,
    ...(reason === undefined ? {} : { reason }),
    ...(closedUntil === undefined ? {} : { closedUntil: closedUntil.toISOString() }),
    ...(closedSince === undefined ? {} : { closedSince: closedSince.toISOString() }),
    limit: {
      ...{ max, windowMs, configured: limit.max },
      ...(lowered === undefined ? {} : { loweredUntil: lowered.until.toISOString() }),
      ...(higher === undefined ? {} : { announced: higher }),
    },
    restingTemplates: resting.map(({ since, until, ...template }) => ({
      ...template,
      since: since.toISOString(),
      until: until.toISOString(),
    })),
  }
}
