import { noteActLua } from '../../audit/index.js'
import { clockLua } from '../../gate/index.js'
import { type AccountKeys, defineScript, publishWake, type Redis } from '../../redis/index.js'
import { maxDoubtMs } from '../entry/entry.lua.js'
import { batchRetentionLua } from './batch-retention.lua.js'
import { markSweptLua, setBatchPhaseLua } from './set-batch-phase.lua.js'

const moveScript = defineScript(
  'disparoSetBatchPhase',
  clockLua,
  noteActLua,
  batchRetentionLua,
  setBatchPhaseLua,
)
const sweptScript = defineScript('disparoBatchSwept', markSweptLua)

const stoppedPhases = ['canary', 'paused', 'halted', 'cancelled'] as const

/**
 * `running` is every batch that nothing stops, also one of which nothing is left to be sent. `canary`: a few of its messages are
 * tried, and the others wait for that. `halted`: it stopped by itself.
 */
export type BatchPhase = 'running' | (typeof stoppedPhases)[number]

/** A batch that was paused, resumed or cancelled, and whose waiting messages do not all show it yet. */
export interface BatchPhaseChange {
  readonly id: string
  /** Names the move by its whole part; the rest counts chunks of rows that came after it. */
  readonly version: string
}

/**
 * Pauses, resumes or cancels a batch: from the same moment on `begin` goes by it. Its messages are listed to be swept.
 * Doing it again changes nothing; a cancelled batch stays so. Paused, it is kept until it is moved again; then for
 * `retentionMs` and the longest doubt there is, or longer if it was to be.
 * @returns what the batch is then; `undefined` when there is none
 */
export async function setBatchPhase(
  redis: Redis,
  keys: AccountKeys,
  {
    id,
    to,
    retentionMs,
    by = '',
    auditMs = 0,
  }: {
    readonly id: string
    readonly to: 'running' | 'paused' | 'cancelled'
    readonly retentionMs: number
    /** Who does so, where that is known. */
    readonly by?: string | undefined
    /** How long it is kept who did so, ms. Default: it is not. */
    readonly auditMs?: number | undefined
  },
): Promise<BatchPhase | undefined> {
  const named = [...batchScriptKeys(keys, id), keys.audit]
  const state = await moveScript(redis, named, [id, to, retentionMs + maxDoubtMs, by, auditMs])
  await publishWake(redis, keys, 'batches')
  return (state ?? undefined) as BatchPhase | undefined
}

/** What the scripts of a batch as a whole work on: all that is kept of it, what was moved, and the register (the eighth). */
export function batchScriptKeys(keys: AccountKeys, id: string): string[] {
  const kept = [keys.batch(id), keys.batchRows(id), keys.batchKeys(id), keys.batchRowHashes(id)]
  const others = [keys.batchPhaseChanges, keys.batchWithdrawn(id), keys.batches]
  const counts = [keys.batchSeries(id), keys.batchReasons(id), keys.batchCanary(id)]
  return [...kept, keys.batchRejected(id), ...others, ...counts]
}

export async function readBatchPhase(redis: Redis, keys: AccountKeys, id: string): Promise<BatchPhase> {
  return parseBatchPhase(await redis.hget(keys.batch(id), 'state'))
}

export function parseBatchPhase(state: string | null | undefined): BatchPhase {
  return stoppedPhases.find((each) => each === state) ?? 'running'
}

/** The batches to be swept, those that wait longest first. */
export async function readBatchPhaseChanges(redis: Redis, keys: AccountKeys): Promise<BatchPhaseChange[]> {
  const flat = await redis.zrange(keys.batchPhaseChanges, '0', '-1', 'WITHSCORES')
  return flat.flatMap((id, index) => (index % 2 === 0 ? [{ id, version: String(flat[index + 1]) }] : []))
}

/** Whether no other move came meanwhile. */
export async function isLatestPhaseChange(
  redis: Redis,
  keys: AccountKeys,
  { id, version }: BatchPhaseChange,
): Promise<boolean> {
  const now = await redis.zscore(keys.batchPhaseChanges, id)
  return now !== null && Math.floor(Number(now)) === Math.floor(Number(version))
}

/** All messages of the batch show the move. */
export async function markSwept(
  redis: Redis,
  keys: AccountKeys,
  { id, version }: BatchPhaseChange,
): Promise<void> {
  await sweptScript(redis, [keys.batchPhaseChanges], [id, version])
}
