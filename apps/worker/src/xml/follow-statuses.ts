import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { type Account, ledgerOptionsOf } from '@disparo/core/internal/account'
import {
  type FollowedRequest,
  postponeRequest,
  readDueRequests,
  removeRequest,
  reportQuota,
} from '@disparo/core/internal/ledger'
import { type Lanes, promoteReleased } from '@disparo/core/internal/queue'
import { accountKeys, type Redis } from '@disparo/core/internal/redis'
import type { Seal } from '@disparo/core/internal/seal'
import type { XmlClient } from '@disparo/hi-platform/xml'
import type { Logger } from 'pino'
import type { AccountMetrics } from '../metrics/account-metrics.js'
import { openDataKeyLease } from '../reconcile/data-key-lease.js'
import { openScannerLease } from '../reconcile/scanner-lease.js'
import { applyStatuses } from './apply-statuses.js'
import { dropOldSlices } from './drop-old-slices.js'
import { nextPoll } from './next-poll.js'
import { requestStatuses } from './request-statuses.js'

interface FollowOptions {
  readonly account: Account
  readonly redis: Redis
  readonly lanes: Lanes
  readonly xml: Pick<XmlClient, 'fetchStatuses'>
  readonly log: Logger
  /** Default: nothing is counted. */
  readonly metrics?: AccountMetrics | undefined
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
  /** After so long without a sign of life another worker asks. Default 30 s; never shorter than two requests take. */
  readonly leaseMs?: number | undefined
  /** What there is to look at is looked for so often, ms, while nothing is. Default 4 s. */
  readonly lookMs?: number | undefined
}

const defaultLeaseMs = 30_000
const defaultLookMs = 4_000
/** Slices only count what is open: nothing waits for them. */
const slicesEveryMs = 60_000
/** A slow Hi Flow must not make statuses late while the quota has room: messages sent one by one are a request each. */
const asksAtOnce = 8
/** A request that was not answered for has to wait, so that one which never is does not keep the others from it. */
const refusedRestMs = 30_000

/**
 * Follows the statuses of an account's messages by 50.02 (seed 000), the most overdue requests of ours first.
 * Every worker runs this; one at a time holds the lease and asks, and the others wait for it to die.
 */
export function followStatuses(options: FollowOptions): { stop(): Promise<void> } {
  const { account, redis, lanes, log, metrics, lookMs = defaultLookMs } = options
  const keys = accountKeys(account.name)
  const leaseMs = Math.max(options.leaseMs ?? defaultLeaseMs, 2 * account.requestTimeoutMs)
  const maxAgeMs = account.reconcile.maxAgeHours * 3_600_000
  const lease = openScannerLease({ redis, keys, holder: randomUUID(), leaseMs, by: 'requests' })
  const stopping = new AbortController()
  const { signal } = stopping
  const quota = reportQuota(keys, account.xml.statusLimit)
  const deps = { ...options, keys, quota, signal }
  const ledgerOptions = { ...ledgerOptionsOf(account), onStatus: metrics?.status }
  const keyless = openDataKeyLease({ log, release: lease.release })
  let slicesAt = Number.NEGATIVE_INFINITY

  const planNextLook = async (
    { code, sentAt }: FollowedRequest,
    { now, isOver = false, restMs }: { now: number; isOver?: boolean; restMs?: number | undefined },
  ) => {
    const dueAt = isOver ? undefined : nextPoll({ sentAt, now, maxAgeMs })
    if (dueAt === undefined) return removeRequest(redis, keys, code)
    return postponeRequest(redis, keys, { code, dueAt: restMs === undefined ? dueAt : now + restMs })
  }

  /** Asks for one request that is due. Answers how long to sleep, ms. */
  const askFor = async (request: FollowedRequest, now: number): Promise<number> => {
    const answer = await requestStatuses(deps, request.code)
    if (answer.kind === 'wait') return answer.ms
    if (!(await lease.keep())) {
      log.warn({ event: 'report:lease-lost' })
      return lookMs
    }
    if (answer.kind === 'items') {
      const { unread, ...applied } = await applyStatuses(deps, request, { items: answer.items, now })
      await planNextLook(request, { now, isOver: applied.open === 0 })
      log.info({ event: 'report:scanned', ...applied, unread: unread.length })
      keyless.reportMissing(unread)
      await keyless.yieldIfMissing()
    } else {
      await planNextLook(request, { now, restMs: answer.ofCode ? undefined : refusedRestMs })
      log.warn({ event: 'report:refused', reason: answer.reason })
    }
    return 0
  }

  /** One look: wakes what was released, and asks for requests that are due. Answers how long to sleep, ms. */
  const look = async (): Promise<number> => {
    const seen = keyless.isYielded() ? undefined : await lease.look()
    if (seen === undefined) return lookMs
    const { now } = seen
    if (seen.hasReleased) {
      const orphans = await promoteReleased({ redis, keys, lanes, ledgerOptions })
      if (orphans.length > 0) log.error({ event: 'message:orphaned', ids: orphans })
    }
    if (performance.now() - slicesAt >= slicesEveryMs) {
      await dropOldSlices({ redis, keys }, { now, maxAgeMs })
      slicesAt = performance.now()
    }
    if (!seen.isFollowing) return lookMs
    const requests = await readDueRequests(redis, keys, { now, limit: asksAtOnce })
    if (requests.length === 0) return lookMs
    const asked = await Promise.allSettled(requests.map((request) => askFor(request, now)))
    const sleeps = asked.map((each) => {
      if (each.status === 'rejected') throw each.reason
      return each.value
    })
    return Math.max(...sleeps)
  }

  const running = (async () => {
    while (!signal.aborted) {
      const ms = await look().catch((error: unknown) => {
        log.error({ event: 'report:failed', error: error instanceof Error ? error.name : 'unknown' })
        return lookMs
      })
      await delay(Math.min(ms, lookMs), undefined, { signal }).catch(() => {})
    }
  })()

  return {
    stop: async () => {
      stopping.abort()
      await running
      await lease.release().catch(() => {})
    },
  }
}
