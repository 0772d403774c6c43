import { setTimeout as wait } from 'node:timers/promises'
import { type Batch, type BatchProgress, type Client, isSettled, MessageStatus } from '@disparo/api'
import { type ExitCode, exitCode } from './exit-code.js'
import { openHoldupNotices } from './holdup-notices.js'
import { startProgress } from './progress.js'
import type { Terminal } from './terminal.js'
import { speechOf, type Words } from './words/index.js'

const defaultPollMs = 1_000

/** Why a batch is followed no longer: `doubt`: nothing is left but messages in doubt that wait for somebody's word. */
export type FollowEnd = 'settled' | 'halted' | 'doubt' | 'timeout'

export interface Followed {
  readonly state: BatchProgress
  readonly end: FollowEnd
}

interface FollowOptions {
  /** For so long at most, ms. Default: as long as it takes. */
  readonly timeoutMs?: number | undefined
  readonly pollMs?: number
}

/** Asks for a batch until it is settled or nobody but a person can go on with it. Meanwhile it shows how far and fast it is, and what holds it up. */
export async function followBatch(
  { terminal, client, account }: { terminal: Terminal; client: Client; account: string },
  id: string,
  { timeoutMs = Number.POSITIVE_INFINITY, pollMs = defaultPollMs }: FollowOptions = {},
): Promise<Followed> {
  const { batches } = speechOf(terminal.env).words
  const until = performance.now() + timeoutMs
  const ask = () => client.getBatch({ params: { account, id } })
  let state = await ask()
  if (state.total === 0) return { state, end: 'settled' }
  const progress = startProgress(terminal, {
    label: batches.settled,
    total: state.total,
    unit: String,
    isTold: true,
  })
  const notices = openHoldupNotices(terminal)
  try {
    for (;;) {
      const end = endOf(state)
      progress.update(settledOf(state), end === undefined ? describePace(state, Date.now(), batches) : '')
      if (end !== undefined) return { state, end }
      notices.look(state)
      const left = until - performance.now()
      if (left <= 0) return { state, end: 'timeout' }
      await wait(Math.min(pollMs, left))
      state = await ask()
    }
  } finally {
    progress.stop()
  }
}

/** Who waits for it alone need not wait any longer. */
const restingDoubts: readonly string[] = ['no-report', 'too-old', 'policy']

/** Whether there is nothing more to come by itself. */
export function endOf(state: BatchProgress): FollowEnd | undefined {
  if (isOver(state)) return 'settled'
  if ((state.state as string) === 'halted') return 'halted'
  const { enqueued = 0, sending = 0 } = state.counts
  const doubt = state.holdups.find(({ reason }) => reason === 'in-doubt')
  const isResting = doubt?.reason === 'in-doubt' && restingDoubts.includes(doubt.waiting)
  return enqueued + sending === 0 && isResting ? 'doubt' : undefined
}

/** How fast it goes and how long it takes, by what the service says: from the first look on that is by the limit. */
function describePace(
  { ratePerMinute, estimatedDoneAt }: BatchProgress,
  now: number,
  batches: Words['batches'],
): string {
  const rate = ratePerMinute > 0 ? batches.ratePerMinute(ratePerMinute) : ''
  if (estimatedDoneAt === null) return rate
  return rate + batches.left(Math.ceil((Date.parse(estimatedDoneAt) - now) / 60_000))
}

/** What a program that waited ends with: 3 where somebody has to look at it. */
export function exitOf({ state, end }: Followed): ExitCode {
  if (end === 'timeout') return exitCode.failed
  const { rejected = 0, failed = 0 } = state.counts
  return end === 'settled' && rejected + failed === 0 ? exitCode.ok : exitCode.badRows
}

/** Why it waits no longer, where not all of it is settled. */
export function describeEnd({ state, end }: Followed, { batches }: Words): string[] {
  const { unknown = 0 } = state.counts
  switch (end) {
    case 'settled':
      return []
    case 'halted':
      return [batches.halted(state.id)]
    case 'doubt':
      return [batches.doubt(unknown, state.id)]
    case 'timeout':
      return [batches.timeout(state.id)]
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
