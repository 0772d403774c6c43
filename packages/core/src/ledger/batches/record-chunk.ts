import { clockLua } from '../../gate/index.js'
import type { Lane } from '../../message/index.js'
import { type AccountKeys, defineScript, publishWake, type Redis } from '../../redis/index.js'
import { nameBreak, type TemplateCount } from './batch.js'
import { batchRetentionLua } from './batch-retention.lua.js'
import { recordChunkLua } from './record-chunk.lua.js'
import { type BatchPhase, batchScriptKeys } from './set-batch-phase.js'

const recordScript = defineScript('disparoRecordChunk', clockLua, batchRetentionLua, recordChunkLua)

interface BatchChunkRow {
  readonly row: number
  readonly messageId?: string | undefined
  readonly template?: Omit<TemplateCount, 'count'> | undefined
  /** Epoch ms; absent: at once. */
  readonly sendAt?: number | undefined
}

export interface BatchChunk {
  readonly id: string
  readonly lane: Lane
  /** Messages of this batch, by their place in it; `messageId` only where it comes from a key of the row's own. */
  readonly rows: readonly BatchChunkRow[]
  readonly rejectedRows: number
  /** When the last of the rows so far may go that wait for their persons' caps, epoch ms. Default: none does. */
  readonly cappedUntil?: number | undefined
  readonly now: number
  /** How long the batch is kept at least, ms. */
  readonly retentionMs: number
}

/**
 * Notes down a chunk of a batch, after its jobs were added. The same chunk again changes nothing. Answers how the batch
 * stands: one that does not run is swept again, for these messages may have come too late to be seen before.
 */
export async function recordChunk(redis: Redis, keys: AccountKeys, chunk: BatchChunk): Promise<BatchPhase> {
  const { id, lane, rows, rejectedRows, cappedUntil = 0, now, retentionMs } = chunk
  const keyed = rows.flatMap(({ row, messageId }) => (messageId ? [row, messageId] : []))
  const templates = new Map<string, number>()
  const moments = new Map<number, number>()
  const places = rows.flatMap(({ row, template, sendAt = 0 }) => {
    const name = template ? `${template.namespace}${nameBreak}${template.elementName}` : ''
    return [row, numberOf(templates, name), sendAt > now ? numberOf(moments, sendAt) : 0]
  })
  const earliest = rows.reduce((first, { sendAt = 0 }) => Math.min(first, sendAt), Number.MAX_SAFE_INTEGER)
  const phase = (await recordScript(redis, batchScriptKeys(keys, id), [
    ...[id, now, lane, rejectedRows, retentionMs, earliest, templates.size, moments.size, rows.length],
    Math.ceil(cappedUntil),
    ...templates.keys(),
    ...moments.keys(),
    ...places,
    ...keyed,
  ])) as BatchPhase
  if (phase !== 'running') await publishWake(redis, keys, 'batches')
  return phase
}

/** The number of something in a list that it joins where it is new, from 1. */
function numberOf<T>(list: Map<T, number>, one: T): number {
  const number = list.get(one) ?? list.size + 1
  list.set(one, number)
  return number
}
