import { type GateState, type Limit, ratePerSecond } from '../gate/index.js'
import type { Lane } from '../message/index.js'

/** When a message enqueued at `now` (epoch ms) would be sent, behind `ahead` others, with the gate as it stands. */
export function estimateSendAt(input: {
  readonly lane: Lane
  readonly ahead: number
  readonly limit: Limit
  readonly gate: GateState
  readonly now: number
}): Date {
  const opensAt = Math.max(input.now, input.gate.closedUntil?.getTime() ?? 0)
  const behind = input.lane === 'urgent' ? Math.max(0, input.ahead - input.limit.max) : input.ahead
  return new Date(opensAt + Math.round((behind / ratePerSecond(input.lane, input.limit)) * 1_000))
}
