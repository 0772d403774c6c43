import { clockLua } from '../gate/index.js'
import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'
import { moveBatchLua, sweptLua } from './move-batch.lua.js'

const moveScript = defineScript('disparoMoveBatch', clockLua, moveBatchLua)
const sweptScript = defineScript('disparoBatchSwept', sweptLua)

/** `running` is every batch that is neither paused nor cancelled, also one of which nothing is left to be sent. */
export type BatchPhase = 'running' | 'paused' | 'cancelled'

/** A batch that was paused, resumed or cancelled, and whose waiting messages do not all show it yet. */
export interface MovedBatch {
  readonly id: string
  /** Names the move. */
  readonly score: string
}

/**
 * Pauses, resumes or cancels a batch: from the same moment on `begin` goes by it. Its messages are listed to be swept.
 * Doing it again changes nothing; a cancelled batch stays so.
 * @returns what the batch is then; `undefined` when there is none
 */
export async function moveBatch(
  redis: Redis,
  keys: AccountKeys,
  { id, to }: { readonly id: string; readonly to: BatchPhase },
): Promise<BatchPhase | undefined> {
  return move(redis, keys, id, to)
}

/** Its messages are to be swept once more, for some may have come too late. Answers how the batch stands. */
export async function sweepAgain(
  redis: Redis,
  keys: AccountKeys,
  id: string,
): Promise<BatchPhase | undefined> {
  return move(redis, keys, id, '')
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
  return (await redis.zscore(keys.batchesMoved, id)) === score
}

/** All messages of the batch show the move. */
export async function noteSwept(redis: Redis, keys: AccountKeys, { id, score }: MovedBatch): Promise<void> {
  await sweptScript(redis, [keys.batchesMoved], [id, score])
}

async function move(redis: Redis, keys: AccountKeys, id: string, to: BatchPhase | '') {
  const state = await moveScript(redis, [keys.batch(id), keys.batchesMoved], [id, to])
  return (state ?? undefined) as BatchPhase | undefined
}
