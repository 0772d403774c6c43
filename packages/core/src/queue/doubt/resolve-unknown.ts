import {
  type DoubtFilter,
  findDoubts,
  type LedgerOptions,
  readEntries,
  resolveDoubt,
} from '../../ledger/index.js'
import type { MessageStatus } from '../../message/index.js'
import type { EnqueueDeps } from '../enqueue/enqueue-one.js'
import { isMessageId } from '../lanes/message-id.js'
import { failMissingJobs, promoteJobs } from '../retry/promote-released.js'
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
function resolutionDetail({ as, by }: Resolution): string {
  return `${as}, says ${by} at ${new Date().toISOString()}`
}

/** Which messages in doubt somebody answers for: up to 1,000 by id, or those of a batch, or of a request (XML). */
export type DoubtsToResolve = { readonly ids: readonly string[] } | DoubtFilter

export interface ResolvedDoubt {
  readonly id: string
  /** Whether this call has ended a doubt about it. */
  readonly resolved: boolean
  readonly status?: MessageStatus
}

export interface ResolveManyResult {
  /** How many doubts this call has ended. */
  readonly resolved: number
  /** Of `ids`: those of which there is no doubt, or that are not known. */
  readonly notUnknown: readonly string[]
  /** What became of each of `ids`, in their order: `status` is what it is then; absent where it is not known. */
  readonly results: readonly ResolvedDoubt[]
  /** More of the batch or the request may be in doubt: call again. */
  readonly more: boolean
}

/** At most so many in one call. */
export const maxResolved = 1_000
const perCall = 100

/** Somebody answers for what became of many unknown messages, 1,000 at a time. What is certain stays as it is. */
export async function resolveMany(
  deps: EnqueueDeps & { readonly ledgerOptions: LedgerOptions },
  which: DoubtsToResolve,
  resolution: Resolution,
): Promise<ResolveManyResult> {
  const { redis, keys } = deps
  const isListed = 'ids' in which
  const ids = isListed
    ? [...new Set(which.ids)].slice(0, maxResolved)
    : await findDoubts(redis, keys, { of: which, limit: maxResolved })
  const known = ids.filter(isMessageId)
  const resolved = new Set<string>()
  for (let first = 0; first < known.length; first += perCall) {
    for (const id of await resolveSome(deps, known.slice(first, first + perCall), resolution))
      resolved.add(id)
  }
  const states = isListed ? await findMessages(deps, known) : []
  const statuses = new Map(states.flatMap((state) => (state ? [[state.id, state.status] as const] : [])))
  return {
    results: (isListed ? ids : []).map((id) => {
      const status = statuses.get(id)
      return { id, resolved: resolved.has(id), ...(status && { status }) }
    }),
    resolved: resolved.size,
    notUnknown: isListed ? ids.filter((id) => !resolved.has(id)) : [],
    more: !isListed && ids.length === maxResolved,
  }
}

async function resolveSome(
  deps: EnqueueDeps & { readonly ledgerOptions: LedgerOptions },
  ids: readonly string[],
  resolution: Resolution,
): Promise<string[]> {
  const { redis, keys, ledgerOptions, lanes } = deps
  const as = resolution.as === 'accepted' ? 'accepted' : 'enqueued'
  const terms = {
    ledgerOptions,
    as,
    reason: resolutionDetail(resolution),
    unknownBy: Number.MAX_SAFE_INTEGER,
    attemptMs: 0,
  } as const
  const resolved = await resolveDoubt(redis, keys, { ...terms, ids })
  const entries = (await readEntries(deps, resolved)).filter((entry) => entry !== undefined)
  const { missing } = await promoteJobs(lanes, entries)
  if (as === 'enqueued') await failMissingJobs(deps, missing)
  return resolved
}
