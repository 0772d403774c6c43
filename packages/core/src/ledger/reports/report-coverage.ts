import type { AccountKeys, Redis } from '../../redis/index.js'

/** That the report shows less than half of what was accepted, for a quarter of an hour at least. */
export interface LowCoverage {
  /** Epoch ms. */
  readonly since: number
  /** Of the last accepted messages whose time in the report had come: how many of how many it shows. */
  readonly shown: number
  readonly of: number
  /** The field in which the report differs from what was sent; `nothing`: it shows nothing like it. */
  readonly field: string
}

/** What a scan shows of the latest messages accepted. Times in epoch ms. */
export interface CoverageSample {
  readonly startedAt: number
  /** When the latest of them was sent. */
  readonly latestAt: number
  readonly shown: number
  readonly of: number
  readonly field: string
}

/** Fewer say nothing. */
const fewest = 20
const alarmAfterMs = 15 * 60_000
/** A scan of what was sent earlier than this before what is known says nothing of how it is now. */
const newsMs = 10 * 60_000

/**
 * Keeps whether the report shows what is accepted, by one scan after the other; only scans of the latest messages count.
 * Answers what has begun or ended just now.
 */
export async function recordCoverage(
  redis: Redis,
  keys: AccountKeys,
  { startedAt, latestAt, shown, of, field }: CoverageSample,
): Promise<'began' | 'ended' | undefined> {
  if (of < fewest) return undefined
  const [known, since, told] = await redis.hmget(
    keys.reportState,
    'shownLatest',
    'unmatchedSince',
    'unmatchedTold',
  )
  if (latestAt < Number(known ?? 0) - newsMs) return undefined
  const shownLatest = Math.max(latestAt, Number(known ?? 0))
  if (shown * 2 >= of) {
    await redis.hset(keys.reportState, { shownLatest })
    return (await endLowCoverage(redis, keys)) ? 'ended' : undefined
  }
  const began = since === null ? startedAt : Number(since)
  const isAlarm = startedAt - began >= alarmAfterMs
  await redis.hset(keys.reportState, {
    ...{ shownLatest, unmatchedSince: began, unmatchedShown: shown, unmatchedOf: of, unmatchedField: field },
    ...(isAlarm ? { unmatchedTold: 1 } : {}),
  })
  return isAlarm && !told ? 'began' : undefined
}

/** Ends it, as where nothing is followed any more. Answers whether it had been told. */
export async function endLowCoverage(redis: Redis, keys: AccountKeys): Promise<boolean> {
  const told = await redis.hdel(keys.reportState, 'unmatchedTold')
  await redis.hdel(keys.reportState, 'unmatchedSince', 'unmatchedShown', 'unmatchedOf', 'unmatchedField')
  return told === 1
}

export async function readLowCoverage(redis: Redis, keys: AccountKeys): Promise<LowCoverage | undefined> {
  const [told, since, shown, of, field] = await redis.hmget(
    keys.reportState,
    ...['unmatchedTold', 'unmatchedSince', 'unmatchedShown', 'unmatchedOf', 'unmatchedField'],
  )
  if (!told) return undefined
  return { since: Number(since), shown: Number(shown), of: Number(of), field: field ?? 'nothing' }
}
