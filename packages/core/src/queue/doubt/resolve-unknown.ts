import { type LedgerOptions, resolveDoubt } from '../../ledger/index.js'
import type { MessageStatus } from '../../message/index.js'
import type { EnqueueDeps } from '../enqueue/enqueue-one.js'
import { promoteJobs } from '../retry/promote-jobs.js'
import { failMissingJobs } from '../retry/promote-released.js'
import { findMessages, type MessageState } from '../state/message-state.js'

/** Only a message in doubt can be resolved; this one has a status that is certain. */
export class NotUnknownError extends Error {
  readonly code = 'NOT_UNKNOWN'
  readonly id: string
  readonly status: MessageStatus

  constructor(id: string, status: MessageStatus) {
    super(`Message ${id} is ${status}: only an unknown message can be resolved`)
    this.name = 'NotUnknownError'
    this.id = id
    this.status = status
  }
}

export interface Resolution {
  /** `accepted`: it was sent. `resend`: it was not, and is sent again. */
  readonly as: 'accepted' | 'resend'
  /** Who says so; kept with the message. */
  readonly by: string
}

/**
 * Somebody answers for what became of an unknown message (policy `hold`, or where the report cannot tell). One that is to
 * be sent again but has no job any more becomes `failed` (detail `job-missing`).
 * @returns its state afterwards; `undefined` when it is not known
 * @throws NotUnknownError when there is no doubt about it
 */
export async function resolveUnknown(
  deps: EnqueueDeps & { readonly ledgerOptions: LedgerOptions },
  id: string,
  { as, by }: Resolution,
): Promise<MessageState | undefined> {
  const { redis, keys, ledgerOptions, lanes } = deps
  const [before] = await findMessages(deps, [id])
  if (!before) return undefined
  const [resolved] = await resolveDoubt(redis, keys, {
    ledgerOptions,
    ids: [id],
    as: as === 'accepted' ? 'accepted' : 'enqueued',
    reason: resolutionDetail({ as, by }),
    unknownBy: Number.MAX_SAFE_INTEGER,
    attemptMs: 0,
  })
  if (!resolved) throw new NotUnknownError(id, before.status)
  const { missing } = await promoteJobs(lanes, [{ id, lane: before.lane }])
  if (as === 'resend') await failMissingJobs(deps, missing)
  return (await findMessages(deps, [id]))[0]
}

/** What is kept with a message as the reason for its status. */
export function resolutionDetail({ as, by }: Resolution): string {
  return `${as}, says ${by} at ${new Date().toISOString()}`
}
