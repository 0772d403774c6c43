import { clockLua } from '../gate/index.js'
import { type Lane, MessageStatus } from '../message/index.js'
import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'
import { batchKeptLua } from './batch-kept.lua.js'
import { type BatchPhase, batchKeysAndMoved, phaseOf } from './move-batch.js'
import { recordChunkLua } from './record-chunk.lua.js'

const recordScript = defineScript('disparoRecordChunk', clockLua, batchKeptLua, recordChunkLua)

/** A batch as the ledger has it. `counts` has no `enqueued`: that is what is left of the total. */
export interface LedgerBatch {
  readonly id: string
  readonly lane: Lane
  readonly state: BatchPhase
  /** Epoch ms. */
  readonly createdAt: number
  readonly total: number
  readonly rejectedRows: number
  readonly counts: Record<MessageStatus, number>
}

export interface BatchChunk {
  readonly id: string
  readonly lane: Lane
  /** Rows that are messages of this batch; `messageId` only where it comes from a key of the row's own. */
  readonly rows: readonly { readonly row: number; readonly messageId?: string | undefined }[]
  readonly rejectedRows: number
  readonly now: number
  readonly retentionMs: number
}

/**
 * Notes down a chunk of a batch, after its jobs were added. The same chunk again changes nothing. Answers how the batch
 * stands: one that does not run is swept again, for these messages may have come too late to be seen before.
 */
export async function recordChunk(redis: Redis, keys: AccountKeys, chunk: BatchChunk): Promise<BatchPhase> {
  const { id, lane, rows, rejectedRows, now, retentionMs } = chunk
  const keyed = rows.flatMap(({ row, messageId }) => (messageId ? [row, messageId] : []))
  return (await recordScript(redis, batchKeysAndMoved(keys, id), [
    ...[id, now, lane, rejectedRows, retentionMs, rows.length],
    ...rows.map(({ row }) => row),
    ...keyed,
  ])) as BatchPhase
}

/** One read of constant size, but for counting the bits of `rows` (1,000,000 rows are 125 kB). */
export async function readBatch(
  redis: Redis,
  keys: AccountKeys,
  id: string,
): Promise<LedgerBatch | undefined> {
  const [hash, total] = await Promise.all([redis.hgetall(keys.batch(id)), redis.bitcount(keys.batchRows(id))])
  if (!hash.createdAt) return undefined
  const counts = Object.fromEntries(
    MessageStatus.options.map((status) => [status, Number(hash[status] ?? 0)]),
  ) as Record<MessageStatus, number>
  const begun = Object.values(counts).reduce((sum, count) => sum + count, 0)
  counts.enqueued = Math.max(0, total - begun)
  return {
    id,
    lane: hash.lane as Lane,
    state: phaseOf(hash.state),
    createdAt: Number(hash.createdAt),
    total,
    rejectedRows: Number(hash.rejectedRows ?? 0),
    counts,
  }
}

/** The batch's rows after `after`, at most `limit`, with the message id of those that have a key of their own. */
export async function readBatchRows(
  redis: Redis,
  keys: AccountKeys,
  input: { readonly id: string; readonly after: number; readonly limit: number },
): Promise<{ row: number; messageId: string | undefined }[]> {
  const rows: number[] = []
  const firstByte = Math.floor((input.after + 1) / 8)
  const bytes = await redis.getrangeBuffer(keys.batchRows(input.id), firstByte, -1)
  for (let index = 0; index < bytes.length && rows.length < input.limit; index++) {
    for (let bit = 0; bit < 8 && rows.length < input.limit; bit++) {
      const row = (firstByte + index) * 8 + bit
      if (row > input.after && ((bytes[index] ?? 0) & (0x80 >> bit)) !== 0) rows.push(row)
    }
  }
  if (rows.length === 0) return []
  const keyed = await redis.hmget(keys.batchKeys(input.id), ...rows.map(String))
  return rows.map((row, index) => ({ row, messageId: keyed[index] ?? undefined }))
}
