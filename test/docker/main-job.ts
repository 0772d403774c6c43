import { setTimeout } from 'node:timers/promises'
import { isSettled } from '@disparo/core/internal/message'
import { progressOf } from '../demo/progress.js'
import { sendUrgent, type UrgentMessage } from '../demo/send-urgent.js'
import type { ProducerClient } from '../stack/producer-client.js'
import type { SandboxClient } from '../stack/sandbox-client.js'
import { batchCsv } from './batch-csv.js'
import type { ComposeStack } from './compose-stack.js'
import { runCommand } from './run-command.js'

export const MESSAGES = 600
export const URGENT = 10
const WORKERS = 4
/** What Hi Platform takes to answer: a worker that is killed has requests under way, whose end nobody hears of. */
const LATENCY_MS = 1_000
const LOOK_MS = 250
const PATIENCE_MS = 120_000

export interface JobDeps {
  readonly stack: ComposeStack
  readonly producer: ProducerClient
  readonly sandbox: SandboxClient
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

export interface Job {
  readonly batchId: string
  readonly urgent: readonly UrgentMessage[]
  readonly killed: string
  readonly seconds: number
}

/** A batch by one worker, then by four; urgent messages overtake it; one of the four is killed while it sends. */
export async function runMainJob(deps: JobDeps): Promise<Job> {
  const { stack, producer, sandbox, say, signal } = deps
  await sandbox.setFaults([{ fault: 'latency', latencyMs: LATENCY_MS, on: 'template' }])
  const startedAt = performance.now()
  const { id } = await producer.importCsv(batchCsv(MESSAGES))
  await untilSent(deps, id, MESSAGES / 20)
  say(`Scaling from one worker to ${WORKERS}`)
  await stack.up(WORKERS)
  const urgent = await sendUrgent(producer, URGENT, signal)
  await untilSettled(deps, urgent)
  const [victim] = await stack.containers('worker')
  if (victim === undefined) throw new Error('There is no worker')
  const { sent, waiting } = await progressNow(deps, id)
  if (waiting === 0) throw new Error('The batch ended before there was a worker to kill: nothing is proved')
  say(`Killing ${victim.name} when ${sent} of ${MESSAGES} are sent`)
  await runCommand(['docker', 'kill', victim.id])
  await untilSent(deps, id, MESSAGES)
  return { batchId: id, urgent, killed: victim.id, seconds: (performance.now() - startedAt) / 1_000 }
}

async function progressNow({ producer }: JobDeps, id: string) {
  const batch = await producer.batch(id)
  if (batch === undefined) throw new Error('The producer does not know the batch it has just taken')
  return progressOf(batch, [], Date.now())
}

/** Until so many are sent, or nothing of the batch waits, or nothing has moved for two minutes. */
async function untilSent(deps: JobDeps, id: string, count: number): Promise<void> {
  let moved = { at: performance.now(), waiting: Number.POSITIVE_INFINITY }
  for (;;) {
    const { sent, waiting } = await progressNow(deps, id)
    if (waiting < moved.waiting) moved = { at: performance.now(), waiting }
    if (sent >= count || waiting === 0 || performance.now() - moved.at >= PATIENCE_MS) return
    await setTimeout(LOOK_MS, undefined, { signal: deps.signal })
  }
}

async function untilSettled({ producer, signal }: JobDeps, urgent: readonly UrgentMessage[]): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    const states = await Promise.all(urgent.map(({ id }) => producer.message(id)))
    if (states.every((state) => state && isSettled(state.status)) || performance.now() >= deadline) return
    await setTimeout(LOOK_MS, undefined, { signal })
  }
}
