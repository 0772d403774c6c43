import type { Account } from '@disparo/core/internal/account'
import { readSliceMessages, type Slice, type SlicedMessage, sliceMs } from '@disparo/core/internal/ledger'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'
import type { Seal } from '@disparo/core/internal/seal'
import { evidenceWindowMs, latestDispatch, neighbourCount } from '@disparo/hi-platform/report'
import { isConfirmedAccepted } from './evidence-controls.js'
import type { ReportTolerance } from './report-tolerance.js'

interface WidenDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly account: Account
  readonly seal?: Seal | undefined
}

/** Steps of slices, both included. */
export interface SliceRange {
  readonly first: number
  readonly last: number
}

interface Known {
  /** Ascending. */
  readonly slices: readonly Pick<Slice, 'steps'>[]
  readonly now: number
  readonly tolerance: ReportTolerance
}

/**
 * The planned steps of slices, and of their neighbours those whose messages say whether the report shows the doubts' time: the next
 * ones with a message surely accepted, within ten minutes; where there are none, those before. One scan then sees both.
 */
export async function widenForEvidence(
  { redis, keys, account, seal }: WidenDeps,
  plan: SliceRange,
  { slices, now, tolerance }: Known,
): Promise<SliceRange> {
  if ((await redis.zcard(keys.unknown)) === 0) return plan
  const read = async (ns: readonly number[]) => (await readSliceMessages(redis, keys, ns, seal)).messages
  const known = slices.flatMap(({ steps }) => steps)
  const messages = await read(known.filter((n) => n >= plan.first && n <= plan.last))
  const doubts = messages.filter(isJudged).map(({ sendingAt }) => sendingAt)
  if (doubts.length === 0) return plan
  const [earliest, latest] = [Math.min(...doubts), Math.max(...doubts)]
  const accepted = messages.filter(isConfirmedAccepted)

  const later = known.filter((n) => n > plan.last && n * sliceMs <= latest + evidenceWindowMs)
  const after = accepted.filter(({ sendingAt }) => sendingAt >= latest).length
  const last = await reach(later, { from: plan.last, found: after })
  const earlier = known
    .filter((n) => n < plan.first && (n + 1) * sliceMs >= earliest - evidenceWindowMs)
    .reverse()
  const before = accepted.filter(({ sendingAt }) => sendingAt < earliest).length
  // Only where nothing comes after them must those before be found.
  const isAlone = after === 0 && last === plan.last
  const next = earlier.filter((n) => isAlone || n === plan.first - 1)
  const first = await reach(next, { from: plan.first, found: before })
  return { first, last }

  /** The step next to what is planned, if it is there and there is little; while there is nothing, further ones. */
  async function reach(
    others: readonly number[],
    { from, found }: { readonly from: number; readonly found: number },
  ): Promise<number> {
    for (const n of others) {
      if (found >= neighbourCount || (found > 0 && Math.abs(n - from) > 1)) return from
      if ((await read([n])).some(isConfirmedAccepted)) return n
    }
    return from
  }

  function isJudged({ status, lane, sendingAt }: SlicedMessage): boolean {
    if (status !== 'unknown' || account.unknownPolicy[lane] === 'hold') return false
    return latestDispatch(sendingAt, tolerance) + account.reconcile.reportLagMs <= now
  }
}
