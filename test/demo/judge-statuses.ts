import type { MessageState, MessageStatus } from '@disparo/core'
import type { SandboxTruth } from '../stack/sandbox-client.js'

export interface StatusJudgement {
  /** Messages that have come so far, as we say. */
  readonly sent: number
  readonly received: number
  readonly read: number
  /** Messages whose status or whose times are not what the sandbox knows to be true. */
  readonly statusMismatches: number
}

const dates = { sent: 'sentDate', received: 'receivedDate', read: 'readDate' } as const

/** Holds what we say of each message against what really became of it, by the upstream id that both know. */
export function judgeStatuses(
  states: readonly MessageState[],
  truths: readonly SandboxTruth[],
): StatusJudgement {
  const byUpstreamId = new Map(states.map((state) => [state.upstreamId, state]))
  const reached = (status: keyof typeof dates) => states.filter(({ timeline }) => timeline[status]).length
  return {
    sent: reached('sent'),
    received: reached('received'),
    read: reached('read'),
    statusMismatches: truths.filter((truth) => !agrees(byUpstreamId.get(truth.upstreamId), truth)).length,
  }
}

function agrees(state: MessageState | undefined, truth: SandboxTruth): boolean {
  if (!state || state.status !== statusOfTruth(truth)) return false
  return Object.entries(dates).every(([status, date]) => {
    const time = state.timeline[status as keyof typeof dates]
    const seconds = truth[date]
    return time === undefined ? seconds === undefined : Date.parse(time) === (seconds ?? 0) * 1_000
  })
}

/** What its status must be by now. */
export function statusOfTruth({ sentDate, receivedDate, readDate }: SandboxTruth): MessageStatus {
  if (readDate !== undefined) return 'read'
  if (receivedDate !== undefined) return 'received'
  return sentDate === undefined ? 'accepted' : 'sent'
}
