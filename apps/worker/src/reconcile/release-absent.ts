import type { Account } from '@disparo/core/internal/account'
import {
  type DoubtNote,
  type LedgerOptions,
  recordDoubts,
  resolveDoubt,
  type SlicedMessage,
} from '@disparo/core/internal/ledger'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'
import { type AbsenceScan, judgeAbsence } from '@disparo/hi-platform/report'
import { longestAttemptMs } from '../lanes/permit-age.js'

interface ReleaseDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly account: Account
  readonly ledgerOptions: LedgerOptions
}

/** A complete scan, and what it says of messages that it does not show. */
interface ReleasingScan extends AbsenceScan {
  /** Whether an item that is nobody's may be this message's. */
  readonly hasLookAlike: (message: SlicedMessage) => boolean
}

/**
 * What the report proves absent is to be sent again, or has failed where no attempt is left; of all else in doubt it is noted
 * what it waits for. Where the policy is `hold`, somebody has to decide.
 * @param unshown - messages that the scan does not show
 * @returns the ids of those that are to be sent again, or have failed
 */
export async function releaseAbsent(
  { redis, keys, account, ledgerOptions }: ReleaseDeps,
  unshown: readonly SlicedMessage[],
  scan: ReleasingScan,
): Promise<string[]> {
  const doubts = unshown.filter(({ status }) => status === 'unknown')
  const judged = doubts.map((message) => ({ message, note: judge(message, account, scan) }))
  const released = await resolveDoubt(redis, keys, {
    ledgerOptions,
    ids: judged.flatMap(({ message, note }) => (note ? [] : [message.id])),
    as: 'enqueued',
    reason: 'proved-absent',
    unknownBy: scan.startedAt - account.reconcile.reportLagMs,
    attemptMs: longestAttemptMs(account),
    maxAttempts: account.maxAttempts,
  })
  const news = judged.flatMap(({ message: { id, sendingAt, doubtNote: known }, note }) =>
    note && !isSame(note, known) ? [{ id, sendingAt, note }] : [],
  )
  await recordDoubts(redis, keys, news)
  return released
}

/** What the doubt waits for; `undefined`: for nothing any more, it was not sent. */
function judge(message: SlicedMessage, account: Account, scan: ReleasingScan): DoubtNote | undefined {
  const { sendingAt, doubtNote, lane } = message
  if (account.unknownPolicy[lane] === 'hold') return { why: 'policy', shown: 0, of: 0 }
  const hasLookAlike = scan.hasLookAlike(message)
  const verdict = judgeAbsence(
    { sentAt: sendingAt, hasPossibleMatch: hasLookAlike, shownBeforeAt: doubtNote?.shownBeforeAt },
    scan,
  )
  if (verdict.kind === 'absent') return undefined
  const shownBeforeAt = verdict.shownBeforeAt ?? doubtNote?.shownBeforeAt
  return { why: verdict.why, ...verdict.evidence, ...(shownBeforeAt ? { shownBeforeAt } : {}) }
}

function isSame(note: DoubtNote, known: DoubtNote | undefined): boolean {
  return (
    known !== undefined &&
    note.why === known.why &&
    note.shown === known.shown &&
    note.of === known.of &&
    note.shownBeforeAt === known.shownBeforeAt
  )
}
