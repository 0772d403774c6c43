import { type AccountKeys, type Redis, redisNow } from '../redis/index.js'
import { type GateState, readGate } from './read-gate.js'
import { type RestingTemplate, readRestingTemplates } from './templates.js'

/** Whether an account may send now, and which of its templates rest. */
export interface GateReport extends GateState {
  /** Those longest at rest first; 100 at most. */
  readonly restingTemplates: readonly RestingTemplate[]
}

export async function readGateReport(redis: Redis, keys: AccountKeys): Promise<GateReport> {
  const [gate, now] = await Promise.all([readGate(redis, keys), redisNow(redis, keys)])
  return { ...gate, restingTemplates: await readRestingTemplates(redis, keys, now) }
}
