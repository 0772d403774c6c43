import { clockLua } from '../../gate/index.js'
import { codingOf, type ProblemCoding } from '../../message/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { recordRejectedRowsLua } from './open-batch.lua.js'
import { batchScriptKeys } from './set-batch-phase.js'

const script = defineScript('disparoRecordRejectedRows', clockLua, recordRejectedRowsLua)

export const maxRejectedRows = 100_000

/** What was wrong with a row; no value of it. */
export interface RejectedRow extends Partial<ProblemCoding> {
  readonly row: number
  /** As an editor or a spreadsheet counts it, where the input has lines. */
  readonly line?: number
  /** Of a table, the column that it is about, from 1. */
  readonly column?: number
  readonly path: string
  readonly message: string
}

/** Remembers what was wrong with rows of a batch, as long as that is remembered. A path may be a name that was made up. */
export async function recordRejectedRows(
  redis: Redis,
  keys: AccountKeys,
  { id, rejected }: { readonly id: string; readonly rejected: readonly RejectedRow[] },
): Promise<void> {
  for (let first = 0; first < rejected.length; first += 1_000) {
    const kept = rejected
      .slice(first, first + 1_000)
      .map(({ row, line = 0, path, message, column, ...others }) =>
        JSON.stringify([
          ...[row, line, path.replace(/\d{4,}/g, '…').slice(0, 100), message],
          { ...codingOf(others), column },
        ]),
      )
    await script(redis, batchScriptKeys(keys, id), [maxRejectedRows, ...kept])
  }
}

type KeptRow = [number, number, string, string, (Partial<ProblemCoding> & { readonly column?: number })?]

/** What was wrong with the rows of a batch's last import, in their order: `limit` problems after the first `after`. */
export async function readRejectedRows(
  redis: Redis,
  keys: AccountKeys,
  { id, after, limit }: { readonly id: string; readonly after: number; readonly limit: number },
): Promise<RejectedRow[]> {
  const kept = await redis.lrange(keys.batchRejected(id), after, after + limit - 1)
  return kept.map((text) => {
    // Those of before there were codes have four parts.
    const [row, line, path, message, more = {}] = JSON.parse(text) as KeptRow
    return { row, ...(line > 0 ? { line } : {}), path, message, ...more }
  })
}
