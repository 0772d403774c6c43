import { InvalidMessageError, isRecipient, readRecipient, recipientKey } from '../message/index.js'
import { scanKeys, withTimeout } from '../redis/index.js'
import { callbacksPattern, forgetCallbacks } from './forget-callbacks.js'
import type { ForgetDeps, ForgetProgress } from './forget-deps.js'
import { entriesPattern, forgetEntries } from './forget-entries.js'
import { forgetBusyJobs, forgetJobs, jobsPattern } from './forget-jobs.js'
import { forgetWebhookEvents } from './forget-webhook-events.js'
import { recipientMatcher } from './recipient-matcher.js'

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
}

export interface ForgetOptions {
  /** Told after every thousand keys or so; both are about. */
  readonly onProgress?: ((progress: { readonly looked: number; readonly of: number }) => void) | undefined
}

const stepMs = 10_000

/**
 * Forgets a person: in the lanes, in the ledger, in the webhooks' index, among callbacks and webhook events. Goes through
 * all keys of Redis, twice or thrice, with little in memory. Doing it again changes nothing; broken off, it is to be done
 * again. What is enqueued meanwhile may be missed: stop sending to them first.
 * @throws InvalidMessageError when it is no phone number
 * @throws RedisUnavailableError
 */
export async function forgetRecipient(
  deps: ForgetDeps,
  recipient: string,
  { onProgress }: ForgetOptions = {},
): Promise<ForgetReceipt> {
  const canonical = canonicalOf(recipient)
  const search: ForgetProgress = {
    person: recipientMatcher(canonical),
    ids: new Set(),
    forgotten: new Set(),
    pending: new Set(),
    lockedJobs: [],
    removedJobs: 0,
    unreadable: 0,
  }
  const go = <T>(step: () => Promise<T>) => withTimeout(deps.redis, stepMs, step)
  // A job leaves its lane only after its entry was made: jobs first, and no message is overlooked on its way.
  const passes = [
    { pattern: jobsPattern(deps), step: forgetJobs },
    { pattern: entriesPattern(deps), step: forgetEntries },
    { pattern: callbacksPattern(deps), step: forgetCallbacks },
  ]
  for (const [done, { pattern, step }] of passes.entries()) {
    const scan = scanKeys(deps.redis, pattern)
    for (let next = await go(() => scan.next()); !next.done; next = await go(() => scan.next())) {
      const { keys, scanned: looked, total: of } = next.value
      await go(() => step(deps, keys, search))
      onProgress?.({ looked: done * of + looked, of: passes.length * of })
    }
  }
  await go(() => forgetBusyJobs(deps, search))
  await go(() => forgetWebhookEvents(deps, search))
  await go(() => deps.redis.unlink(...indexKeys(deps, canonical)))
  const { forgotten, pending, removedJobs, unreadable } = search
  return { messages: forgotten.size, jobs: removedJobs, pending: pending.size, unreadable }
}

function indexKeys({ keys, seal }: ForgetDeps, recipient: string): string[] {
  return [recipientKey(recipient), ...seal.blindIndexes(recipient)].map((name) => keys.recipient(name))
}

/** Digits as they stand in an answer or an export are meant as they are, also where no message would go to them today. */
function canonicalOf(recipient: string): string {
  const reading = readRecipient(recipient)
  if ('recipient' in reading) return reading.recipient
  if (isRecipient(recipient)) return recipient
  throw new InvalidMessageError([{ path: 'recipient', message: reading.problem }])
}
