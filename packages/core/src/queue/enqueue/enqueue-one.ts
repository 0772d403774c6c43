import { notePersons } from '../../ledger/index.js'
import { InvalidMessageError, type Lane } from '../../message/index.js'
import type { Persons } from '../../persons/index.js'
import { type AccountKeys, type Redis, withTimeout } from '../../redis/index.js'
import { DataKeyMissingError, type Seal } from '../../seal/index.js'
import { addJob } from '../lanes/add-jobs.js'
import type { Lanes } from '../lanes/lanes.js'
import { messageId } from '../lanes/message-id.js'
import { claimKeys, releaseKeys } from './claim-keys.js'
import { compareMessage, type ExistingMessage, findAndClaim } from './find-existing.js'
import { newJob } from './new-job.js'
import type { Quota } from './quota.js'
import { QuotaExceededError } from './quota-exceeded-error.js'
import type { SendReceipt } from './receipt.js'
import type { Submission } from './submission.js'
import type { RefusalNow, SuppressedNow } from './suppressed-now.js'

/** The idempotency key belongs to a different message, which was enqueued before, or to another import of people. Give this one a key of its own. */
export class KeyReusedError extends Error {
  readonly code = 'KEY_REUSED'

  readonly id: string
  readonly of: 'message' | 'import'

  constructor(id: string, of: 'message' | 'import' = 'message') {
    super(`This key belongs to ${of} ${id}, which is a different one: give each ${of} a key of its own`)
    this.name = 'KeyReusedError'
    this.id = id
    this.of = of
  }
}

export interface EnqueueDeps {
  readonly redis: Redis
  readonly account: string
  readonly keys: AccountKeys
  readonly lanes: Lanes
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
  /** Where messages are noted by their persons, before they are enqueued. Default: they are not. */
  readonly persons?: Persons | undefined
  /** How much may come in. Default: as much as comes. */
  readonly quota?: Quota | undefined
  /** Says in receipts who is suppressed. Default: nobody is looked for. */
  readonly suppressedNow?: SuppressedNow | undefined
}

/** An API that answers within a second needs Redis's answer a little sooner. */
const answerMs = 900

/**
 * Enqueues one message, and says whether its person is suppressed. With a key it is looked up first (the same key is the same message, whatever the lane), and
 * once more afterwards, because two callers may have come with the same key at the same time.
 * @throws KeyReusedError, QuotaExceededError
 * @throws DataKeyMissingError for a repeat of a key whose message cannot be opened: whether it is the same, nobody can tell
 * @throws RedisUnavailableError within a second
 */
export async function enqueueOne(deps: EnqueueDeps, submission: Submission): Promise<SendReceipt> {
  const { key, newKey, lane } = submission
  const id = messageId(deps.account, key)
  const job = newJob(submission, { id, repeatable: key !== undefined }, deps.seal)
  const refuseOther = (found: ExistingMessage) => {
    const likeness = compareMessage(found, job.prints, deps.seal)
    if (likeness === 'different') throw new KeyReusedError(id)
    if (likeness === 'unreadable') throw new DataKeyMissingError(found.keyFingerprint ?? '')
  }

  const mayBeKnown = key !== undefined && !newKey
  return withTimeout(deps.redis, answerMs, async () => {
    const [before] = mayBeKnown ? await claimKeys(deps, [id], { lane, ms: answerMs }) : []
    if (before) {
      await releaseKeys(deps, [id])
      refuseOther(before)
      return { id, lane: before.lane, created: false }
    }
    const refused = submission.refusedIfNew
      ? new InvalidMessageError(submission.refusedIfNew)
      : await quotaRefusal(deps, lane)
    if (refused) {
      if (mayBeKnown) await releaseKeys(deps, [id])
      throw refused
    }
    // Before it may begin, and count for its person's cap. It is no reason to refuse a message.
    const looked = deps.suppressedNow?.([submission]).catch(() => [])
    if (deps.persons) await notePersons(deps.persons, [{ id, ...submission }])
    const [refusal] = (await looked) ?? []
    await addJob(deps.lanes[lane], job)
    if (!mayBeKnown) return { id, lane, created: true, ...toldOf(refusal) }
    const [found] = await findAndClaim(deps, [id], 'release')
    const after = found?.message
    if (after) refuseOther(after)
    // A row of a batch with this key came at the same moment, and counts there.
    const created = after?.batch === undefined
    return { id, lane, created, ...(created && toldOf(refusal)) }
  })
}

function toldOf(refusal: RefusalNow | undefined): Pick<SendReceipt, 'suppressed' | 'cappedUntil'> {
  if (!refusal || 'suppressed' in refusal) return refusal ?? {}
  return { cappedUntil: new Date(refusal.cappedUntil).toISOString() }
}

async function quotaRefusal({ quota, account }: EnqueueDeps, lane: Lane): Promise<Error | undefined> {
  const grant = await quota?.take(1, { isUrgent: lane === 'urgent' })
  return grant?.exceeded && new QuotaExceededError(account, grant.exceeded)
}
