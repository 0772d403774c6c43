import { setTimeout as wait } from 'node:timers/promises'
import { type Batch, type BatchProgress, type Client, isSettled, MessageStatus } from '@disparo/api'
import { startProgress } from './progress.js'
import { printNotice, type Terminal } from './terminal.js'

const defaultPollMs = 1_000
/** While nobody sends, that is said again each minute. */
const looksPerReminder = 60

export const noWorker =
  'No worker runs for this account: nothing is sent until one is started, with the same Redis and accounts.'

/**
 * Asks for a batch until all its messages are settled, and shows how many are. Meanwhile it says that the batch is paused, and again and
 * again that no worker is there.
 */
export async function followBatch(
  { terminal, client, account }: { terminal: Terminal; client: Client; account: string },
  id: string,
  pollMs = defaultPollMs,
): Promise<BatchProgress> {
  const ask = () => client.getBatch({ params: { account, id } })
  let state = await ask()
  if (state.total === 0) return state
  const progress = startProgress(terminal, { label: 'Settled', total: state.total, unit: String })
  try {
    let told: Batch['state'] = 'running'
    let alone = 0
    while (!isOver(state)) {
      progress.update(settledOf(state))
      if (state.state !== told && state.state !== 'finished') {
        printNotice(terminal, `The batch is ${state.state}.`)
        told = state.state
      }
      if (state.hasWorker === false) {
        if (alone % looksPerReminder === 0) printNotice(terminal, noWorker)
        alone += 1
      } else if (alone > 0) {
        printNotice(terminal, 'A worker runs now.')
        alone = 0
      }
      await wait(pollMs)
      state = await ask()
    }
    progress.update(state.total)
    return state
  } finally {
    progress.stop()
  }
}

/** Whether all its messages are settled. */
export function isOver(state: Batch): boolean {
  return settledOf(state) >= state.total
}

/** `unknown` is not settled: it may be proved absent, and is sent again then. */
export function settledOf({ counts }: Batch): number {
  return MessageStatus.options.filter(isSettled).reduce((sum, status) => sum + (counts[status] ?? 0), 0)
}
