import { setTimeout } from 'node:timers/promises'
import type { MessageState } from '@disparo/core'
import type { Stack } from '../stack/start-stack.js'
import { judgeStatuses, type StatusJudgement } from './judge-statuses.js'

export interface AwaitStatusesInput {
  readonly stack: Stack
  readonly batchId: string
  readonly urgentIds: readonly string[]
  /** Epoch ms from when on nothing changes any more at Hi Platform, here the sandbox. */
  readonly settledAt: number
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

const LOOK_MS = 1_000
/** How long after the last change our statuses may take to be right; then they are judged as they are. */
const PATIENCE_MS = 30_000

/** Waits until every status is in, as the report tells it, and judges them by the sandbox's own truth. */
export async function awaitStatuses(input: AwaitStatusesInput): Promise<StatusJudgement> {
  const { stack, settledAt, say, signal } = input
  for (;;) {
    const last = Date.now() >= settledAt
    const judgement = judgeStatuses(await statesOf(input), await stack.sandbox.allTruths())
    const { sent, received, read, statusMismatches } = judgement
    say(`  ${sent} sent, ${received} received, ${read} read; ${statusMismatches} behind the truth`)
    if (last && (statusMismatches === 0 || Date.now() >= settledAt + PATIENCE_MS)) return judgement
    await setTimeout(LOOK_MS, undefined, { signal })
  }
}

async function statesOf({ stack, batchId, urgentIds }: AwaitStatusesInput): Promise<MessageState[]> {
  const { producer } = stack
  const urgent = await Promise.all(urgentIds.map((id) => producer.message(id)))
  return [...(await producer.batchMessages(batchId)), ...urgent.filter((state) => state !== undefined)]
}
