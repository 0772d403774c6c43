import {
  type CountedStatus,
  type ReasonCount,
  readReasons,
  readSeries,
  type SeriesPoint,
  type SeriesUnit,
} from '../../ledger/index.js'
import type { EnqueueDeps } from '../enqueue/enqueue-one.js'

type FigureDeps = Pick<EnqueueDeps, 'redis' | 'keys' | 'seal'>

/** How many messages of a batch came to which status when, in order of time; what is empty is left out. */
export interface BatchSeries {
  readonly by: SeriesUnit
  /** `at`: when the minute or hour begins, ISO 8601. */
  readonly points: readonly { readonly at: string; readonly counts: SeriesPoint['counts'] }[]
}

/** @returns `undefined` where the batch is not known */
export async function findBatchSeries(
  { redis, keys }: FigureDeps,
  {
    id,
    by = 'hour',
    status,
  }: {
    readonly id: string
    readonly by?: SeriesUnit | undefined
    readonly status?: readonly CountedStatus[] | undefined
  },
): Promise<BatchSeries | undefined> {
  const [isKnown, points] = await Promise.all([
    isBatch({ redis, keys }, id),
    readSeries(redis, keys, { id, by }),
  ])
  if (!isKnown) return undefined
  const wanted = status && new Set<string>(status)
  const shown = points.flatMap(({ at, counts }) => {
    const kept = Object.entries(counts).filter(([each]) => !wanted || wanted.has(each))
    return kept.length > 0 ? [{ at: new Date(at).toISOString(), counts: Object.fromEntries(kept) }] : []
  })
  return { by, points: shown }
}

/** @returns `undefined` where the batch is not known */
export async function findBatchReasons(
  { redis, keys, seal }: FigureDeps,
  id: string,
): Promise<readonly ReasonCount[] | undefined> {
  const [isKnown, reasons] = await Promise.all([
    isBatch({ redis, keys }, id),
    readReasons(redis, keys, id, seal),
  ])
  return isKnown ? reasons : undefined
}

async function isBatch({ redis, keys }: FigureDeps, id: string): Promise<boolean> {
  return (await redis.hexists(keys.batch(id), 'createdAt')) > 0
}
