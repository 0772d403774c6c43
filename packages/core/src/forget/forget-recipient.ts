import { endUndeliverable, eraseKeptNumber } from '../contacts/index.js'
import { eraseNoted } from '../ledger/index.js'
import { InvalidMessageError, isRecipient, readRecipient, recipientKey } from '../message/index.js'
import { withTimeout } from '../redis/index.js'
import { eraseForgotten } from './erase-noted.js'
import type { ForgetDeps, ForgetProgress } from './forget-deps.js'
import { forgetBusyJobs } from './forget-jobs.js'
import { forgetWebhookEvents } from './forget-webhook-events.js'
import { recipientMatcher } from './recipient-matcher.js'
import { type ScanReason, scanReason } from './scan-reason.js'
import { indexedPasses, notedIds, scanningPasses } from './search-passes.js'

/** What has come of forgetting somebody. */
export interface ForgetReceipt {
  /** Messages that nobody is in any more; those that were still to be sent are cancelled. */
  readonly messages: number
  /** Jobs removed from the lanes. */
  readonly jobs: number
  /** Messages whose attempt is under way or in doubt: forgotten by themselves when that is over. They are not sent again. */
  readonly pending: number
  /** Texts sealed with a data key that is not here, or damaged: they may be about the person. */
  readonly unreadable: number
  /** Why all keys of Redis were looked at; absent where the index of persons was enough. */
  readonly scanned?: ScanReason
}

export interface ForgetOptions {
  /** Looks at all keys of Redis in any case, for some 10 to 20 s each million: also for what was never understood. Default `false`. */
  readonly everywhere?: boolean | undefined
  /** Who asks for it, up to 200 characters; shown by `audit()`. */
  readonly by?: string | undefined
  /** Told after every thousand keys or so; both are about. */
  readonly onProgress?: ((progress: { readonly looked: number; readonly of: number }) => void) | undefined
}

const stepMs = 10_000

/**
 * Forgets a person: in the lanes, in the ledger, in the indexes, among callbacks and webhook events. What they are suppressed for stays, without
 * their number. Their messages are found by
 * the index; where that may lack some, it goes through all keys of Redis, thrice, with little in memory. Doing it again
 * changes nothing; broken off, it is to be done again. What is enqueued meanwhile may be missed: stop sending to them first.
 * @throws InvalidMessageError when it is no phone number
 * @throws RedisUnavailableError
 */
export async function forgetRecipient(
  deps: ForgetDeps,
  recipient: string,
  { everywhere = false, onProgress }: ForgetOptions = {},
): Promise<ForgetReceipt> {
  const canonical = canonicalOf(recipient)
  const search: ForgetProgress = {
    person: recipientMatcher(canonical),
    ids: new Set(),
    references: new Set(),
    forgotten: new Set(),
    pending: new Set(),
    lockedJobs: [],
    removedJobs: 0,
    unreadable: 0,
  }
  const go = <T>(step: () => Promise<T>) => withTimeout(deps.redis, stepMs, step)
  const marks = await go(() => deps.persons.marks({ maxAgeMs: 0 }))
  const scanned = everywhere ? 'asked' : await go(() => scanReason(deps, marks))
  const noted = await go(() => notedIds(deps, marks, canonical))
  const passes = scanned ? scanningPasses(deps) : indexedPasses(deps, noted)
  for (const [done, { keys, step }] of passes.entries()) {
    const found = keys()
    for (let next = await go(() => found.next()); !next.done; next = await go(() => found.next())) {
      const { keys, scanned: looked, total: of } = next.value
      await go(() => step(deps, keys, search))
      onProgress?.({ looked: done * of + looked, of: passes.length * of })
    }
  }
  await go(() => forgetBusyJobs(deps, search))
  await go(() => forgetWebhookEvents(deps, search))
  const all = marks.all(canonical)
  await go(() => eraseForgotten(deps, all, [...new Set([...noted, ...search.ids])]))
  const byReference = [...search.references].flatMap((reference) => marks.allOfReference(reference))
  await go(() => eraseNoted(deps, byReference, [...search.ids]))
  await go(() => eraseKeptNumber(deps.suppressions, canonical))
  await go(() => deps.redis.unlink(...recipientKeys(deps, canonical, all)))
  await go(() => endUndeliverable(deps.redis, deps.keys, { marks: all, at: Number.MAX_SAFE_INTEGER }))
  const { forgotten, pending, removedJobs, unreadable } = search
  const counts = { messages: forgotten.size, jobs: removedJobs, pending: pending.size, unreadable }
  return scanned ? { ...counts, scanned } : counts
}

/** What webhooks find somebody's messages of a day by; 0.1.0 named it by the number, or a mark of the data key. */
function recipientKeys({ keys, seal }: ForgetDeps, recipient: string, marks: readonly string[]): string[] {
  const names = [recipientKey(recipient), ...seal.blindIndexes(recipient), ...marks]
  return names.map((name) => keys.recipient(name))
}

/** Digits as they stand in an answer or an export are meant as they are, also where no message would go to them today. */
function canonicalOf(recipient: string): string {
  const reading = readRecipient(recipient)
  if ('recipient' in reading) return reading.recipient
  if (isRecipient(recipient)) return recipient
  throw new InvalidMessageError([{ path: 'recipient', message: reading.problem }])
}
