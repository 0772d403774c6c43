import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { isSettled, type MessageStatus } from '@disparo/core/message'
import { repositoryRoot } from '../stack/repository.js'
import type { Stack } from '../stack/start-stack.js'
import { awaitStatuses } from './await-statuses.js'
import { followBatch } from './follow-batch.js'
import type { LiveProgress } from './live-progress.js'
import type { Progress } from './progress.js'
import type { Observations } from './result.js'
import { sendUrgent, type UrgentMessage } from './send-urgent.js'

const CAMPAIGN = join(repositoryRoot, 'examples', 'campaign.csv')
const URGENT_COUNT = 20
/** The urgent messages begin when this share of the campaign is sent. */
const MIDDLE = 0.25
/** When nothing has moved for so long, it is stuck: five windows of the limit. */
const PATIENCE_MS = 30_000
const POLL_MS = 100
/** After so long nothing changes any more in the sandbox, whose time runs so many times faster than ours. */
export const TIME_SCALE = 2_000
const SETTLED_MS = 12_000

export interface DemoDeps {
  readonly stack: Stack
  readonly live: LiveProgress
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

export interface DemoRun extends Observations {
  /** Messages by status, campaign and urgent ones together, as the ledger has them. */
  readonly counts: Readonly<Partial<Record<MessageStatus, number>>>
}

/** The main job: a campaign is imported and sent, and 20 one-time codes overtake it. */
export async function runDemo({ stack, live, say, signal }: DemoDeps): Promise<DemoRun> {
  const { producer, sandbox } = stack
  const startedAt = Date.now()
  const receipt = await producer.importCsv(createReadStream(CAMPAIGN))
  say(`Imported ${receipt.enqueued} of ${receipt.rows} rows in ${Date.now() - startedAt} ms`)

  const urgent = await sendAll({ stack, live, say, signal }, receipt.id).finally(live.end)

  const seconds = (Date.now() - startedAt) / 1000
  say('All sent; following their statuses by the report')
  const judgement = await awaitStatuses({
    stack,
    batchId: receipt.id,
    urgentIds: urgent.map(({ id }) => id),
    settledAt: Date.now() + SETTLED_MS,
    say,
    signal,
  })
  const counts: Partial<Record<MessageStatus, number>> = { ...(await producer.batch(receipt.id))?.counts }
  for (const { id } of urgent) {
    const status = (await producer.message(id))?.status ?? 'enqueued'
    counts[status] = (counts[status] ?? 0) + 1
  }
  return {
    messages: receipt.rows + urgent.length,
    rejectedRows: receipt.rejected,
    failed: counts.failed ?? 0,
    waiting: (counts.enqueued ?? 0) + (counts.sending ?? 0) + (counts.unknown ?? 0),
    stats: await sandbox.stats(),
    arrivals: await sandbox.allMessages(),
    urgent,
    judgement,
    seconds,
    counts,
  }
}

/** Follows the campaign to its end, and sends the urgent messages in the middle of it. */
async function sendAll({ stack, live, signal }: DemoDeps, batchId: string) {
  const { producer } = stack
  let sending: Promise<UrgentMessage[]> | undefined
  const beginUrgent = () => {
    sending ??= sendUrgent(producer, URGENT_COUNT, signal)
    return sending
  }
  const onProgress = ({ sent, total }: Progress) => {
    // Awaited below; until then a failure must not count as unhandled.
    if (sent >= total * MIDDLE) beginUrgent().catch(() => undefined)
  }
  await followBatch({ producer, live, onProgress, signal }, batchId, PATIENCE_MS)
  const urgent = await beginUrgent()
  await settled(stack, urgent, signal)
  return urgent
}

/** Waits until the urgent messages are settled, or it has taken too long. */
async function settled(
  { producer }: Stack,
  urgent: readonly UrgentMessage[],
  signal: AbortSignal,
): Promise<void> {
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    const states = await Promise.all(urgent.map(({ id }) => producer.message(id)))
    if (states.every((state) => state && isSettled(state.status)) || Date.now() >= until) return
    await setTimeout(POLL_MS, undefined, { signal })
  }
}
