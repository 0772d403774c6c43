import { randomBytes } from 'node:crypto'
import { clockLua } from '../../gate/index.js'
import type { Lane } from '../../message/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { noSeal, type Seal } from '../../seal/index.js'
import { canaryFloor } from '../entry/batch-halt.lua.js'
import { rowHashBytes } from '../ids/row-hash-id.js'
import { type BatchOrigin, originFields } from './batch-origin.js'
import { batchRetentionLua } from './batch-retention.lua.js'
import { openBatchLua, recordWithdrawnLua, reserveRowsLua } from './open-batch.lua.js'
import { type BatchPhase, batchScriptKeys, parseBatchPhase } from './set-batch-phase.js'

const openScript = defineScript('disparoOpenBatch', clockLua, batchRetentionLua, openBatchLua)
const reserveScript = defineScript('disparoReserveRows', clockLua, reserveRowsLua(rowHashBytes))

const withdrawnScript = defineScript('disparoRecordWithdrawn', recordWithdrawnLua)

const secretBytes = 16

/** A batch that rows are about to be enqueued in. */
export interface OpenBatch {
  readonly known: boolean
  readonly state: BatchPhase
  /** That it began with. */
  readonly lane: Lane
  /** What its rows' marks are made with. None: its rows are known by their place. */
  readonly secret?: Buffer | undefined
  /** How many rows have a mark. */
  readonly hashedRows: number
  /** When rows were last reserved, epoch ms by Redis's clock; 0: never. */
  readonly reservedAt: number
}

export interface OpenBatchInput {
  readonly id: string
  readonly lane: Lane
  readonly rowsBy: 'content' | 'place'
  readonly retentionMs: number
  readonly mustBeKnown: boolean
  readonly seal?: Seal | undefined
  /** What a new batch is registered with. */
  readonly origin?: BatchOrigin | undefined
  /** So many messages of a new batch are tried first. Default: all go. */
  readonly canary?: number | undefined
  /** So many messages of a new batch begin in any minute, at most. Default: as many as its account may send. */
  readonly maxPerMinute?: number | undefined
}

/**
 * Opens a batch, and notes it down where it is new: with a random secret, unless its rows are to be known by their place. A
 * secret is kept as long as its batch, sealed anew by the first data key each time.
 * @returns `undefined` where it is not known and must be
 * @throws DataKeyMissingError, BrokenSealError
 */
export async function openBatch(
  redis: Redis,
  keys: AccountKeys,
  input: OpenBatchInput,
): Promise<OpenBatch | undefined> {
  const { id, lane, rowsBy, retentionMs, mustBeKnown, seal = noSeal, origin = {} } = input
  const { canary, maxPerMinute } = input
  const fresh =
    rowsBy === 'place' ? '' : seal.seal('batch', id, randomBytes(secretBytes).toString('base64url'))
  const reply = await openScript(redis, batchScriptKeys(keys, id), [
    ...[lane, fresh, retentionMs, mustBeKnown ? 0 : 1, id],
    ...originFields(origin),
    ...(canary === undefined ? [] : ['canary', canary, 'state', 'canary', 'outcomes', canaryFloor]),
    ...(maxPerMinute === undefined ? [] : ['maxPerMinute', maxPerMinute]),
  ])
  if (!reply) return undefined
  const [known, state, itsLane, kept, marks, reservedAt] = reply as [
    number,
    BatchPhase,
    Lane,
    string,
    number,
    number,
  ]
  const secret = kept === '' ? undefined : seal.open('batch', id, kept)
  if (secret !== undefined && kept !== fresh)
    await redis.hset(keys.batch(id), 'secret', seal.seal('batch', id, secret))
  return {
    ...{ known: known === 1, state, lane: itsLane, hashedRows: marks, reservedAt },
    secret: secret === undefined ? undefined : Buffer.from(secret, 'base64url'),
  }
}

/** A batch that nobody knows of, as it would be opened. */
export function freshBatch({ lane, rowsBy }: Pick<OpenBatchInput, 'lane' | 'rowsBy'>): OpenBatch {
  const secret = rowsBy === 'place' ? undefined : randomBytes(secretBytes)
  return { known: false, state: 'running', lane, secret, hashedRows: 0, reservedAt: 0 }
}

/** How a batch would be opened; nothing is noted down. As `openBatch`. */
export async function peekBatch(
  redis: Redis,
  keys: AccountKeys,
  input: OpenBatchInput,
): Promise<OpenBatch | undefined> {
  const { id, lane, mustBeKnown, seal = noSeal } = input
  const [fields, hashedRows] = await Promise.all([
    redis.hmget(keys.batch(id), 'createdAt', 'state', 'lane', 'secret', 'reservedAt'),
    redis.llen(keys.batchRowHashes(id)),
  ])
  const [createdAt, state, itsLane, kept, reservedAt] = fields
  if (!createdAt) return mustBeKnown ? undefined : freshBatch(input)
  return {
    known: true,
    state: parseBatchPhase(state ?? undefined),
    lane: (itsLane as Lane | null) ?? lane,
    secret: kept ? Buffer.from(seal.open('batch', id, kept), 'base64url') : undefined,
    hashedRows,
    reservedAt: Number(reservedAt ?? 0),
  }
}

/**
 * Reserves rows by their marks, before their jobs are added.
 * @param known how many marks of the batch the caller has seen
 * @returns whether they are; not where somebody else has reserved some that the caller has not seen
 */
export async function reserveRows(
  redis: Redis,
  keys: AccountKeys,
  { id, known, marks }: { readonly id: string; readonly known: number; readonly marks: readonly Buffer[] },
): Promise<boolean> {
  const reply = await reserveScript(redis, batchScriptKeys(keys, id), [known, Buffer.concat(marks)])
  return Number(reply) >= 0
}

/** The marks of a batch after the first `after`, as many as `limit`. */
export async function readRowHashes(
  redis: Redis,
  keys: AccountKeys,
  { id, after, limit }: { readonly id: string; readonly after: number; readonly limit: number },
): Promise<Buffer[]> {
  return redis.lrangeBuffer(keys.batchRowHashes(id), after, after + limit - 1)
}

/** Messages of a batch were cancelled for a correction has their rows no more: at these places. */
export async function recordWithdrawn(
  redis: Redis,
  keys: AccountKeys,
  { id, places }: { readonly id: string; readonly places: readonly number[] },
): Promise<void> {
  if (places.length > 0) await withdrawnScript(redis, batchScriptKeys(keys, id), [...places])
}
