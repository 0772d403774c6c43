import type { Account } from '@disparo/core/account'
import { type Bookkeeping, resolveDoubt, type SlicedMessage } from '@disparo/core/ledger'
import { isInSilence, isWithin, type ScanWindow } from '@disparo/core/reconcile'
import type { AccountKeys, Redis } from '@disparo/core/redis'
import { freshMs } from '../fresh-permit.js'
import type { ReportTolerance } from './report-tolerance.js'

export interface ReleaseDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly account: Account
  readonly books: Bookkeeping
}

/** A scan that shows all there is in its window. Times by Redis's clock. */
export interface WholeScan {
  readonly window: ScanWindow
  readonly tolerance: ReportTolerance
  /** Epoch ms. */
  readonly startedAt: number
}

/**
 * What the report proves absent is to be sent again; where the policy is `hold`, somebody has to decide.
 * @param absent - the messages that the scan does not show
 * @returns the ids of those that are
 */
export async function releaseAbsent(
  { redis, keys, account, books }: ReleaseDeps,
  absent: readonly SlicedMessage[],
  scan: WholeScan,
): Promise<string[]> {
  const shownUntil = scan.startedAt - account.reconcile.reportLagMs
  const ids = absent
    .filter(({ status, lane }) => status === 'unknown' && account.unknownPolicy[lane] !== 'hold')
    .filter(({ sendingAt }) => isProved(sendingAt, { ...scan, shownUntil }))
    .map(({ id }) => id)
  return resolveDoubt(redis, keys, {
    books,
    ids,
    as: 'enqueued',
    why: 'proved-absent',
    unknownBy: shownUntil,
    attemptMs: account.requestTimeoutMs + freshMs(account),
  })
}

/** Whether a message sent then would be in the window whenever it was dispatched, and upstream has answered since. */
function isProved(
  sentAt: number,
  { window, tolerance, shownUntil }: Omit<WholeScan, 'startedAt'> & { readonly shownUntil: number },
): boolean {
  const silences = tolerance.silences.filter((silence) => isInSilence(silence, sentAt))
  return isWithin(window, sentAt, tolerance) && silences.every(({ until }) => until <= shownUntil)
}
