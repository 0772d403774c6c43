import type { Limit } from './limit.js'
import { effectiveLimit, type GateState } from './read-gate.js'
import type { RestingTemplate, TemplateName } from './resting-templates.js'

/** Whether an account may send now, and how much; times in ISO 8601. */
export interface GateView {
  readonly open: boolean
  /** Why it is closed, such as `throttled`, `http-401`, or `limit-exhausted`: upstream says that nothing is left of its limit. */
  readonly reason?: string
  /** It is closed until then; for `limit-exhausted` it is open afterwards, else the next attempt tries. */
  readonly closedUntil?: string
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
  const { open, reason, closedUntil, lowered, higher } = gate
  const { max, windowMs } = effectiveLimit(limit, gate)
  return {
    open,
    ...(reason === undefined ? {} : { reason }),
    ...(closedUntil === undefined ? {} : { closedUntil: closedUntil.toISOString() }),
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
