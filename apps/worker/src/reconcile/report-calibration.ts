import type { AccountKeys, Redis } from '@disparo/core/internal/redis'

/** What scans have learnt of an account's report, shared by all workers. */
export interface ReportCalibration {
  /** How far upstream's clock is ahead of Redis's, ms. Absent before the first answer that told. */
  readonly skewMs?: number
  /** Report items for each message of ours: more than 1 where operators or other programs send as well. */
  readonly itemsPerMessage: number
}

/** How much a new value counts against what was learnt before. */
const weight = 0.2

export async function readCalibration(redis: Redis, keys: AccountKeys): Promise<ReportCalibration> {
  const [skew, items] = await redis.hmget(keys.reportState, 'skewMs', 'itemsPerMessage')
  return { ...(skew ? { skewMs: Number(skew) } : {}), itemsPerMessage: Number(items ?? 1) }
}

export async function writeCalibration(
  redis: Redis,
  keys: AccountKeys,
  learnt: ReportCalibration,
): Promise<void> {
  await redis.hset(keys.reportState, { ...learnt })
}

/** An answer, and when it came (epoch ms, Redis's clock). */
interface DatedAnswer {
  readonly upstreamDate?: Date | undefined
  readonly answeredAt: number
}

/** The skew (ms) by one answer. A `Date` header is in whole seconds, so on average half a second early (RFC 9110, 6.6.1). */
export function measureSkew({ upstreamDate, answeredAt }: DatedAnswer): number | undefined {
  return upstreamDate && upstreamDate.getTime() + 500 - answeredAt
}

/** Learns from one scan: how far the clocks are apart, and how many items (`items`) stand for how many messages of ours. */
export function calibrate(
  before: ReportCalibration,
  seen: DatedAnswer & { readonly items: number; readonly messages: number },
): ReportCalibration {
  const mix = (old: number, value: number) => old + weight * (value - old)
  const skewMs = mixedSkew(before.skewMs, measureSkew(seen), mix)
  return {
    ...(skewMs === undefined ? {} : { skewMs: Math.round(skewMs) }),
    itemsPerMessage:
      seen.messages === 0
        ? before.itemsPerMessage
        : Math.max(1, mix(before.itemsPerMessage, seen.items / seen.messages)),
  }
}

/** A jump of the clock is believed at once; what is within a second is the header's own coarseness. */
function mixedSkew(
  before: number | undefined,
  shown: number | undefined,
  mix: (old: number, value: number) => number,
): number | undefined {
  if (before === undefined || shown === undefined) return shown ?? before
  return Math.abs(shown - before) > 1_000 ? shown : mix(before, shown)
}
