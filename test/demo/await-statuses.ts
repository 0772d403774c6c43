import { setTimeout } from 'node:timers/promises'
import type { DemoClient, Verdict } from './client/client.js'
import type { UrgentMessage } from './send-urgent.js'

interface AwaitStatusesInput {
  readonly door: Pick<DemoClient, 'judge'>
  readonly urgent: readonly UrgentMessage[]
  /** Epoch ms from when on nothing changes any more at Hi Platform, here the sandbox. */
  readonly settledAt: number
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

const LOOK_MS = 1_000
/** How long after the last change our statuses may take to be right; then they are judged as they are. */
const PATIENCE_MS = 180_000

/** Waits until every status is in, as the door tells it, and judges them by the sandbox's own truth. */
export async function awaitStatuses(input: AwaitStatusesInput): Promise<Verdict> {
  const { door, urgent, settledAt, say, signal } = input
  for (;;) {
    const last = Date.now() >= settledAt
    const verdict = await door.judge(urgent)
    const { sent, received, read, statusMismatches } = verdict.judgement
    say(`  ${sent} sent, ${received} received, ${read} read; ${statusMismatches} behind the truth`)
    if (last && (statusMismatches === 0 || Date.now() >= settledAt + PATIENCE_MS)) return verdict
    await setTimeout(LOOK_MS, undefined, { signal })
  }
}
