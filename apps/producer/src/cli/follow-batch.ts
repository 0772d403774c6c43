import { setTimeout as wait } from 'node:timers/promises'
import type { BatchState } from '@disparo/core'
import { isSettled, MessageStatus } from '@disparo/core/message'
import { startProgress } from './progress.js'
import type { Service } from './service.js'
import type { Terminal } from './terminal.js'

const pollMs = 1_000

/** Asks for a batch until all its messages are settled, and shows how many are, and that it is paused meanwhile. */
export async function followBatch(
  { terminal, service }: { terminal: Terminal; service: Service },
  id: string,
): Promise<BatchState> {
  let state = await readBatch(service, id)
  if (state.total === 0) return state
  const progress = startProgress(terminal, { label: 'Settled', total: state.total, unit: String })
  try {
    let told: BatchState['state'] = 'running'
    while (settledOf(state) < state.total) {
      progress.update(settledOf(state))
      if (state.state !== told) terminal.stderr.write(`The batch is ${state.state}.\n`)
      told = state.state
      await wait(pollMs)
      state = await readBatch(service, id)
    }
    progress.update(state.total)
    return state
  } finally {
    progress.stop()
  }
}

export async function readBatch(service: Service, id: string): Promise<BatchState> {
  return (await service.call({ method: 'GET', path: `/batches/${encodeURIComponent(id)}` })) as BatchState
}

/** `unknown` is not settled: it may be proved absent, and is sent again then. */
function settledOf({ counts }: BatchState): number {
  return MessageStatus.options.filter(isSettled).reduce((sum, status) => sum + (counts[status] ?? 0), 0)
}
