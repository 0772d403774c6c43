import type { AccountKeys, Redis } from '../redis/index.js'
import { within } from '../redis/index.js'
import type { Seal } from '../seal/index.js'
import { findKnown, isSameMessage, type Known } from './find-known.js'
import { KeyReusedError } from './key-reused-error.js'
import type { Lanes } from './lanes.js'
import { messageId } from './message-id.js'
import { newJob } from './new-job.js'
import type { SendReceipt } from './receipt.js'
import type { Submission } from './submission.js'

export interface EnqueueDeps {
  readonly redis: Redis
  readonly account: string
  readonly keys: AccountKeys
  readonly lanes: Lanes
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
}

/** An API that answers within a second needs Redis's answer a little sooner. */
const answerMs = 900

/**
 * Enqueues one message. With a key it is looked up first (the same key is the same message, whatever the lane), and
 * once more afterwards, because two callers may have come with the same key at the same time.
 * @throws KeyReusedError
 * @throws RedisUnavailableError within a second
 */
export async function enqueueOne(deps: EnqueueDeps, submission: Submission): Promise<SendReceipt> {
  const id = messageId(deps.account, submission.key)
  const job = newJob(submission, { id, repeatable: submission.key !== undefined }, deps.seal)
  const known = async () => (await findKnown(deps, [id]))[0]
  const isOther = (found: Known | undefined) => found !== undefined && !isSameMessage(found, job.prints)

  const mayBeKnown = submission.key !== undefined && !submission.newKey
  return within(deps.redis, answerMs, async () => {
    const before = mayBeKnown ? await known() : undefined
    if (isOther(before)) throw new KeyReusedError(id)
    if (before) return { id, lane: before.lane, created: false }
    await deps.lanes[submission.lane].add(job.name, job.data, job.opts)
    if (mayBeKnown && isOther(await known())) throw new KeyReusedError(id)
    return { id, lane: submission.lane, created: true }
  })
}
