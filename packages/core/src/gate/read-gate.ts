import type { AccountKeys, Redis } from '../redis/index.js'

/** The gate as it stands. `closedUntil` may have passed: then the next attempt is the probe that may open it. */
export interface GateState {
  readonly open: boolean
  readonly reason?: string
  readonly closedUntil?: Date
}

export async function readGate(redis: Redis, keys: AccountKeys): Promise<GateState> {
  const [until, reason] = await redis.hmget(keys.gate, 'until', 'reason')
  if (!until) return { open: true }
  return { open: false, closedUntil: new Date(Number(until)), ...(reason ? { reason } : {}) }
}
