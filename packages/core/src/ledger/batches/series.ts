import type { MessageStatus } from '../../message/index.js'
import type { AccountKeys, Redis } from '../../redis/index.js'
import { timeField } from '../entry/entry-fields.js'

/** The statuses whose changes are counted by time: all but those of what is still to be sent. */
export const countedStatuses = [
  'accepted',
  'sent',
  'received',
  'read',
  'unknown',
  'rejected',
  'failed',
  'expired',
  'cancelled',
  'suppressed',
] as const satisfies readonly MessageStatus[]
export type CountedStatus = (typeof countedStatuses)[number]

const seriesUnits = { minute: 60_000, hour: 3_600_000 } as const
export type SeriesUnit = keyof typeof seriesUnits

/** How many messages came to a status within a minute or an hour that begins at `at` (epoch ms). */
export interface SeriesPoint {
  readonly at: number
  readonly counts: Partial<Record<CountedStatus, number>>
}

/**
 * How many messages of a batch came to which status when, in order of time, without what is empty. By minute: those of the last
 * two to three hours. By hour: all that the batch is kept for. A message that comes to a status again counts again.
 */
export async function readSeries(
  redis: Redis,
  keys: AccountKeys,
  { id, by }: { readonly id: string; readonly by: SeriesUnit },
): Promise<SeriesPoint[]> {
  return parseSeries(await redis.hgetall(keys.batchSeries(id)), by)
}

/** @param hash - as the ledger keeps it (entry/batch-series.lua.ts) */
export function parseSeries(hash: Readonly<Record<string, string>>, by: SeriesUnit): SeriesPoint[] {
  const points = new Map<number, Partial<Record<CountedStatus, number>>>()
  for (const { at, status, count } of Object.entries(hash).flatMap(parseBucket)) {
    if (by === 'minute' && at.unit === 'hour') continue
    const start = Math.floor(at.ms / seriesUnits[by]) * seriesUnits[by]
    const counts = points.get(start) ?? {}
    counts[status] = (counts[status] ?? 0) + count
    points.set(start, counts)
  }
  return [...points].sort(([one], [other]) => one - other).map(([at, counts]) => ({ at, counts }))
}

interface Bucket {
  readonly at: { readonly unit: SeriesUnit; readonly ms: number }
  readonly status: CountedStatus
  readonly count: number
}

const statusOf = new Map<string, CountedStatus>(countedStatuses.map((status) => [timeField[status], status]))

function parseBucket([field, value]: [string, string]): Bucket[] {
  const [, mark = '', number] = /^([A-Zh])(\d+)$/.exec(field) ?? []
  if (number === undefined) return []
  const unit = mark === 'h' ? 'hour' : 'minute'
  const at = { unit, ms: Number(number) * seriesUnits[unit] } as const
  const counts =
    mark === 'h' ? [...value.matchAll(/([A-Z])(\d+)/g)].map(([, ...each]) => each) : [[mark, value]]
  return counts.flatMap(([letter = '', count]) => {
    const status = statusOf.get(letter)
    return status ? [{ at, status, count: Number(count) }] : []
  })
}
