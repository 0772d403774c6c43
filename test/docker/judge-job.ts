import { setTimeout } from 'node:timers/promises'
import type { MessageState } from '@disparo/core'
import { judgeStatuses, type StatusJudgement } from '../demo/judge-statuses.js'
import { percentile, urgentLatencies } from '../demo/result.js'
import type { SandboxTruth } from '../stack/sandbox-client.js'
import { type Job, type JobDeps, MESSAGES, URGENT } from './main-job.js'

/** When nothing changes any more in the sandbox, and how long our statuses may then take to follow. */
const SETTLED_MS = 12_000
const PATIENCE_MS = 60_000
const LOOK_MS = 1_000

/** What the main job came to; but for `leftInDoubt` all is the sandbox's word, or compared with it. */
export interface JobResult extends StatusJudgement {
  readonly messages: number
  readonly accepted: number
  readonly duplicates: number
  readonly answered429: number
  readonly maxInWindow: number
  readonly limit: number
  /** Messages that were unknown at some time, as the ledger has it. */
  readonly leftInDoubt: number
  /** From the POST to the producer until Hi Platform had the message, without the time it took to answer. */
  readonly urgentP50Ms: number
  readonly seconds: number
}

/** Waits until every status is in, and compares what the ledger knows with what the sandbox does. */
export async function resultOf(deps: JobDeps, job: Job): Promise<JobResult> {
  const { sandbox, signal } = deps
  const settledAt = performance.now() + SETTLED_MS
  for (;;) {
    const now = performance.now()
    const truths = await sandbox.allTruths()
    const states = await statesOf(deps, job)
    const judgement = judgeStatuses(identified(states, truths), truths)
    if (now >= settledAt && (judgement.statusMismatches === 0 || now >= settledAt + PATIENCE_MS)) {
      const stats = await sandbox.stats()
      const latencies = urgentLatencies({ urgent: job.urgent, arrivals: await sandbox.allMessages() })
      return {
        ...judgement,
        messages: MESSAGES + URGENT,
        accepted: stats.accepted,
        duplicates: stats.duplicates,
        answered429: stats.throttled,
        maxInWindow: stats.maxInWindow,
        limit: stats.limit,
        leftInDoubt: states.filter(({ timeline }) => timeline.unknown).length,
        urgentP50Ms: percentile(latencies, 50),
        seconds: Math.round(job.seconds * 10) / 10,
      }
    }
    await setTimeout(LOOK_MS, undefined, { signal })
  }
}

/** What was not kept of what is promised, in words; empty when all is well. */
export function brokenPromises(result: JobResult): string[] {
  const { messages, accepted, sent, duplicates, answered429, maxInWindow, limit, statusMismatches } = result
  return [
    ...(accepted === messages ? [] : [`${accepted} of ${messages} messages were accepted`]),
    ...(sent === messages ? [] : [`${sent} of ${messages} messages are sent, says the ledger`]),
    ...(duplicates === 0 ? [] : [`${duplicates} messages were sent twice`]),
    ...(answered429 === 0 ? [] : [`${answered429} requests were answered 429`]),
    ...(maxInWindow <= limit ? [] : [`${maxInWindow} requests were made in one window that allows ${limit}`]),
    ...(statusMismatches === 0
      ? []
      : [`${statusMismatches} statuses are not what the sandbox knows to be true`]),
  ]
}

/** Who was found in the report has no id from there; here it goes by the recipient, whom no other message has. */
function identified(states: readonly MessageState[], truths: readonly SandboxTruth[]): MessageState[] {
  const idOf = new Map(truths.map(({ to, upstreamId }) => [to, upstreamId]))
  return states.map((state) => {
    const upstreamId = state.upstreamId ?? idOf.get(state.to)
    return upstreamId === undefined ? state : { ...state, upstreamId }
  })
}

async function statesOf({ producer }: JobDeps, { batchId, urgent }: Job): Promise<MessageState[]> {
  const single = await Promise.all(urgent.map(({ id }) => producer.message(id)))
  return [...(await producer.batchMessages(batchId)), ...single.filter((state) => state !== undefined)]
}
