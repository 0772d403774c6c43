import { lookForWork, type WorkSeen } from '@disparo/core/internal/ledger'
import { type AccountKeys, acquireLease, type Redis, releaseLease } from '@disparo/core/internal/redis'

interface ScannerLease {
  /** Takes or keeps the lease. `false`: another worker holds it. */
  keep(): Promise<boolean>
  /** The same, and what there is to do; `undefined`: another worker holds it. */
  look(): Promise<WorkSeen | undefined>
  release(): Promise<void>
}

/**
 * Workers of before there were long slices would take those for nothing, and items of their messages for those of others:
 * while a newer one is about, they are kept from the lease that they know. All newer ones hold it together.
 */
const former = { holder: 'long-slices', ms: 15 * 60_000, renewedMs: 60_000 }

/** The lease of whoever follows an account's statuses: one worker at a time, and the others wait for it to die. */
export function openScannerLease({
  redis,
  keys,
  holder,
  leaseMs,
  by,
}: {
  readonly redis: Redis
  readonly keys: AccountKeys
  /** Unique among workers. */
  readonly holder: string
  readonly leaseMs: number
  readonly by: 'slices' | 'requests'
}): ScannerLease {
  let formerAt = Number.NEGATIVE_INFINITY
  const release = () => releaseLease(redis, keys.reportLease, holder)

  /** Whether no older worker follows the statuses. */
  const keepFormer = async (): Promise<boolean> => {
    if (performance.now() - formerAt < former.renewedMs) return true
    if (!(await acquireLease(redis, keys.formerReportLease, former.holder, former.ms))) return false
    formerAt = performance.now()
    return true
  }

  return {
    release,
    keep: async () => (await acquireLease(redis, keys.reportLease, holder, leaseMs)) && (await keepFormer()),
    look: async () => {
      const seen = await lookForWork(redis, keys, { holder, ms: leaseMs, by })
      if (seen === undefined) return undefined
      return !(seen.isFollowing || seen.hasReleased) || (await keepFormer()) ? seen : undefined
    },
  }
}
