import { rescheduleBatch, setBatchPace, setBatchPhase } from '../../ledger/index.js'
import { type FieldProblem, InvalidMessageError } from '../../message/index.js'
import type { EnqueueDeps } from '../enqueue/enqueue-one.js'
import { type BatchState, findBatch } from '../state/batch-state.js'
import { BatchCancelledError } from './batch-cancelled-error.js'
import { BatchStartedError } from './batch-started-error.js'

/** Who does so, and how long that is kept, ms. Default: it is not. */
interface Answerable {
  readonly by?: string | undefined
  readonly auditMs?: number | undefined
}

/**
 * Pauses, resumes or cancels a batch. It holds from the moment of the answer: only attempts that had begun by then go on.
 * The workers see to the messages that wait (`sweepBatch`), so the counts follow within seconds.
 * @param move.retentionMs how long the ledger keeps a batch, ms
 * @returns its state; `undefined` when it is not known
 * @throws BatchCancelledError when it is to be paused or resumed, but was cancelled. One that halted stays so when it is paused
 */
export async function controlBatch(
  deps: EnqueueDeps,
  id: string,
  move: {
    readonly to: 'running' | 'paused' | 'cancelled'
    readonly retentionMs: number
  } & Answerable,
): Promise<BatchState | undefined> {
  const phase = await setBatchPhase(deps.redis, deps.keys, { id, ...move })
  if (phase === undefined) return undefined
  if (phase === 'cancelled' && move.to !== 'cancelled') throw new BatchCancelledError(id)
  return findBatch(deps, id)
}

/**
 * Gives a batch another `sendAt` (epoch ms), for all its messages, while none has begun. None goes sooner from the answer on; those that may
 * go sooner than before wake within seconds.
 * @throws BatchStartedError, BatchCancelledError
 */
export async function moveBatch(
  deps: EnqueueDeps,
  id: string,
  to: { readonly sendAt: number; readonly retentionMs: number } & Answerable,
): Promise<BatchState | undefined> {
  const answer = await rescheduleBatch(deps.redis, deps.keys, { id, ...to })
  if (answer === undefined) return undefined
  if (answer === 'cancelled') throw new BatchCancelledError(id)
  if (answer !== 'ok') throw new BatchStartedError(id, answer)
  return findBatch(deps, id)
}

/** What is said of a pace for urgent messages. */
export const urgentPace: FieldProblem = {
  path: 'maxPerMinute',
  message: 'is for batches of the lane bulk: nothing slows urgent messages down',
}

/**
 * Gives a batch another pace: so many of its messages begin in any minute, at most; `undefined`: as many as its account may send.
 * @throws InvalidMessageError for an urgent one; BatchCancelledError
 */
export async function paceBatch(
  deps: EnqueueDeps,
  id: string,
  pace: { readonly maxPerMinute: number | undefined } & Answerable,
): Promise<BatchState | undefined> {
  const answer = await setBatchPace(deps.redis, deps.keys, { id, ...pace })
  if (answer === undefined) return undefined
  if (answer === 'cancelled') throw new BatchCancelledError(id)
  if (answer === 'urgent') throw new InvalidMessageError([urgentPace], { of: 'call' })
  return findBatch(deps, id)
}
