import { setTimeout } from 'node:timers/promises'
import type { Stack } from '../stack/start-stack.js'
import { awaitStatuses } from './await-statuses.js'
import type { DemoClient, StatusCounts } from './client/client.js'
import { followCampaign } from './follow-campaign.js'
import type { LiveProgress } from './live-progress.js'
import type { Progress } from './progress.js'
import type { Observations } from './result.js'
import { sendUrgent, type UrgentMessage } from './send-urgent.js'

const URGENT_COUNT = 20
/** The urgent messages begin when this share of the campaign is sent. */
const MIDDLE = 0.25
/** When nothing has moved for so long, it is stuck: twenty windows of the limit. */
const PATIENCE_MS = 120_000
const POLL_MS = 100
/** After so long nothing changes any more in the sandbox, whose time runs so many times faster than ours. */
export const TIME_SCALE = 2_000
const SETTLED_MS = 12_000

interface DemoDeps {
  readonly door: DemoClient
  readonly sandbox: Stack['sandbox']
  readonly live: LiveProgress
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

interface DemoRun extends Observations {
  /** Messages by status, campaign and urgent ones together, as the door tells it. */
  readonly counts: StatusCounts
}

/** The main job: a campaign is handed over and sent, and 20 one-time codes overtake it. */
export async function runDemo(deps: DemoDeps): Promise<DemoRun> {
  const { door, sandbox, live, say, signal } = deps
  const startedAt = Date.now()
  const { rows, enqueued, rejected } = await door.importCampaign()
  say(`Imported ${enqueued} of ${rows} rows in ${Date.now() - startedAt} ms`)

  const urgent = await sendAll(deps).finally(live.end)

  const seconds = (Date.now() - startedAt) / 1000
  say(
    `All sent; following their statuses by ${[door.statusSource, ...(door.remark ? [door.remark] : [])].join(', ')}`,
  )
  const settledAt = Date.now() + SETTLED_MS
  const { judgement, counts } = await awaitStatuses({ door, urgent, settledAt, say, signal })
  return {
    messages: rows + urgent.length,
    rejectedRows: rejected,
    failed: counts.failed ?? 0,
    suppressed: counts.suppressed ?? 0,
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
async function sendAll({ door, live, signal }: DemoDeps): Promise<UrgentMessage[]> {
  let sending: Promise<UrgentMessage[]> | undefined
  const beginUrgent = () => {
    sending ??= sendUrgent(door, URGENT_COUNT, signal)
    return sending
  }
  const onProgress = ({ sent, total }: Progress) => {
    // Awaited below; until then a failure must not count as unhandled.
    if (sent >= total * MIDDLE) beginUrgent().catch(() => undefined)
  }
  await followCampaign({ door, live, onProgress, signal }, PATIENCE_MS)
  const urgent = await beginUrgent()
  const until = Date.now() + PATIENCE_MS
  while (!(await door.areSettled(urgent)) && Date.now() < until) {
    await setTimeout(POLL_MS, undefined, { signal })
  }
  return urgent
}
