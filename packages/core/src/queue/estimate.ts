import { type GateState, type Limit, ratePerSecond } from '../gate/index.js'
import type { Lane } from '../message/index.js'

/** When a message enqueued at `now` (epoch ms) would be sent, behind `ahead` others, with the gate as it stands. */
export function estimateSendAt(input: {
  readonly lane: Lane
  readonly ahead: number
  readonly limit: Limit
  /** Messages that go in one request; default 1. With several templates in a lane fewer do, and it takes longer. */
  readonly perRequest?: number | undefined
  readonly gate: GateState
  readonly now: number
}): Date {
  const opensAt = Math.max(input.now, input.gate.closedUntil?.getTime() ?? 0)
  const requests = input.ahead / (input.perRequest ?? 1)
  const behind = input.lane === 'urgent' ? Math.max(0, requests - input.limit.max) : requests
  return new Date(opensAt + Math.round((behind / ratePerSecond(input.lane, input.limit)) * 1_000))
}
