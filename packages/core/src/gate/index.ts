export { faultAttributionLua } from './fault-attribution.lua.js'
export { clockLua, gateLua } from './gate.lua.js'
export { type GroupOutcome, readGroupSize, recordGroupOutcome } from './group-size.js'
export { gateWindowMs, type Limit, limiterFor, permitsFor, ratePerSecond } from './limit.js'
export { exhaustedMs, type LimitChange, observeLimit, type ReportedLimit } from './observe-limit.js'
export { probeGate } from './probe-gate.js'
export { type Quota, readQuota, recordQuotaOutcome, takeQuota } from './quota.js'
export {
  describeGate,
  effectiveLimit,
  type GateState,
  type GateView,
  hasKnownEnd,
  limitExhaustedReason,
  readGate,
} from './read-gate.js'
export { reportedLimitLua } from './reported-limit.lua.js'
export {
  type RestingTemplate,
  readRefusedTemplates,
  readRestingTemplates,
  templateName,
} from './resting-templates.js'
