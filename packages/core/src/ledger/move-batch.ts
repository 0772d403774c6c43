import { clockLua } from '../gate/index.js'
import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'
import { batchKeptLua } from './batch-kept.lua.js'
import { longestDoubtMs } from './entry.lua.js'
import { moveBatchLua, sweptLua } from './move-batch.lua.js'

const moveScript = defineScript('disparoMoveBatch', clockLua, batchKeptLua, moveBatchLua)
const sweptScript = defineScript('disparoBatchSwept', sweptLua)

/** `running` is every batch that is neither paused nor cancelled, also one of which nothing is left to be sent. */
export type BatchPhase = 'running' | 'paused' | 'cancelled'

/** A batch that was paused, resumed or cancelled, and whose waiting messages do not all show it yet. */
export interface MovedBatch {
  readonly id: string
  /** Names the move by its whole part; the rest counts chunks of rows that came after it. */
  readonly score: string
}

/**
 * Pauses, resumes or cancels a batch: from the same moment on `begin` goes by it. Its messages are listed to be swept.
 * Doing it again changes nothing; a cancelled batch stays so. Paused, it is kept until it is moved again; then for
 * `retentionMs` and the longest doubt there is, or longer if it was to be.
 * @returns what the batch is then; `undefined` when there is none
 */
export async function moveBatch(
  redis: Redis,
  keys: AccountKeys,
  { id, to, retentionMs }: { readonly id: string; readonly to: BatchPhase; readonly retentionMs: number },
): Promise<BatchPhase | undefined> {
  const state = await moveScript(redis, batchKeysAndMoved(keys, id), [id, to, retentionMs + longestDoubtMs])
  return (state ?? undefined) as BatchPhase | undefined
}

/** What the scripts of a batch as a whole work on: all that is kept of it, and what was moved. */
export function batchKeysAndMoved(keys: AccountKeys, id: string): string[] {
  const kept = [keys.batch(id), keys.batchRows(id), keys.batchKeys(id), keys.batchMarks(id)]
  return [...kept, keys.batchRejected(id), keys.batchesMoved, keys.batchWithdrawn(id)]
}

export async function readPhase(redis: Redis, keys: AccountKeys, id: string): Promise<BatchPhase> {
  return phaseOf(await redis.hget(keys.batch(id), 'state'))
}

export function phaseOf(state: string | null | undefined): BatchPhase {
  return state === 'paused' || state === 'cancelled' ? state : 'running'
}

/** The batches to be swept, those that wait longest first. */
export async function readMovedBatches(redis: Redis, keys: AccountKeys): Promise<MovedBatch[]> {
  const flat = await redis.zrange(keys.batchesMoved, '0', '-1', 'WITHSCORES')
  return flat.flatMap((id, index) => (index % 2 === 0 ? [{ id, score: String(flat[index + 1]) }] : []))
}

/** Whether no other move came meanwhile. */
export async function isLastMove(
  redis: Redis,
  keys: AccountKeys,
  { id, score }: MovedBatch,
): Promise<boolean> {
  const now = await redis.zscore(keys.batchesMoved, id)
  return now !== null && Math.floor(Number(now)) === Math.floor(Number(score))
}

/** All messages of the batch show the move. */
export async function noteSwept(redis: Redis, keys: AccountKeys, { id, score }: MovedBatch): Promise<void> {
  await sweptScript(redis, [keys.batchesMoved], [id, score])
}
