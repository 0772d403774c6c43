import type { Target } from '../message/read-template-request.js'
import type { Random } from '../random.js'
import type { FaultRule } from './fault-rule.js'

/** What shall happen to one request: every latency up to the rule that ends it, and that rule if there is one. */
export interface Fault {
  readonly latencyMs: number
  readonly end?: Exclude<FaultRule, { fault: 'latency' }>
}

export interface FaultPlan {
  /** `undefined` when no rule is for this request. */
  faultFor(on: FaultRule['on'], target: Target): Fault | undefined
}

/** Rules are tried in order; the first that applies ends the search, except that latencies go on and add up. */
export function createFaultPlan(rules: readonly FaultRule[], random: Random): FaultPlan {
  const plan = rules.map((rule) => ({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }))
  return {
    faultFor(on, target) {
      let latencyMs = 0
      let applied = false
      for (const entry of plan) {
        const { rule } = entry
        if (entry.left === 0 || !isFor(rule, on, target) || random() >= rule.probability) continue
        entry.left -= 1
        applied = true
        latencyMs += rule.latencyMs ?? 0
        if (rule.fault !== 'latency') return { latencyMs, end: rule }
      }
      return applied ? { latencyMs } : undefined
    },
  }
}

function isFor(rule: FaultRule, on: FaultRule['on'], target: Target): boolean {
  return (
    rule.on === on &&
    (rule.to === undefined || [target.to].flat().includes(rule.to)) &&
    (rule.elementName === undefined || rule.elementName === target.elementName)
  )
}
