export { clockLua, gateLua } from './gate.lua.js'
export { gateWindowMs, type Limit, paceOf, permitsFor, ratePerSecond } from './limit.js'
export { type Quota, type QuotaState, readQuota, takeQuota, tellQuota } from './quota.js'
export { type GateState, readGate } from './read-gate.js'
