export { blameLua } from './blame.lua.js'
export { clockLua, gateLua } from './gate.lua.js'
export { describeGate, type GateView, type RestingTemplateView } from './gate-view.js'
export { type GroupNews, hearGroup, readGroupMax } from './groups.js'
export { hearLimit, type LimitNews, type SaidOfLimit, usedUpMs } from './hear-limit.js'
export { gateWindowMs, type Limit, paceOf, permitsFor, ratePerSecond } from './limit.js'
export { type Quota, type QuotaState, readQuota, takeQuota, tellQuota } from './quota.js'
export { type GateState, limitInForce, readGate, usedUpReason } from './read-gate.js'
export {
  type RestingTemplate,
  readRefusedTemplates,
  readRestingTemplates,
  type TemplateName,
  templateName,
} from './templates.js'
export { toldLimitLua } from './told-limit.lua.js'
