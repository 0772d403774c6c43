import { type Bookkeeping, type DoubtsOf, findDoubts, readEntries, resolveDoubt } from '../ledger/index.js'
import type { EnqueueDeps } from './enqueue-one.js'
import { isMessageId } from './message-id.js'
import { type Resolution, whyOf } from './resolve-unknown.js'
import { wake } from './wake.js'
import { failJobless } from './wake-released.js'

/** Which messages in doubt somebody answers for: up to 1,000 by id, or those of a batch, or of a request (XML). */
export type DoubtsToResolve = { readonly ids: readonly string[] } | DoubtsOf

export interface ManyResolved {
  /** How many doubts this call has ended. */
  readonly resolved: number
  /** Of `ids`: those of which there is no doubt, or that are not known. */
  readonly notUnknown: readonly string[]
  /** More of the batch or the request may be in doubt: call again. */
  readonly more: boolean
}

/** At most so many in one call. */
export const mostResolved = 1_000
const perCall = 100

/** Somebody answers for what became of many unknown messages, 1,000 at a time. What is certain stays as it is. */
export async function resolveMany(
  deps: EnqueueDeps & { readonly books: Bookkeeping },
  which: DoubtsToResolve,
  resolution: Resolution,
): Promise<ManyResolved> {
  const { redis, keys } = deps
  const isListed = 'ids' in which
  const ids = isListed
    ? [...new Set(which.ids)].slice(0, mostResolved)
    : await findDoubts(redis, keys, { of: which, limit: mostResolved })
  const known = ids.filter(isMessageId)
  const resolved = new Set<string>()
  for (let first = 0; first < known.length; first += perCall) {
    for (const id of await resolveSome(deps, known.slice(first, first + perCall), resolution))
      resolved.add(id)
  }
  return {
    resolved: resolved.size,
    notUnknown: isListed ? ids.filter((id) => !resolved.has(id)) : [],
    more: !isListed && ids.length === mostResolved,
  }
}

async function resolveSome(
  deps: EnqueueDeps & { readonly books: Bookkeeping },
  ids: readonly string[],
  resolution: Resolution,
): Promise<string[]> {
  const { redis, keys, books, lanes } = deps
  const as = resolution.as === 'accepted' ? 'accepted' : 'enqueued'
  const terms = {
    books,
    as,
    why: whyOf(resolution),
    unknownBy: Number.MAX_SAFE_INTEGER,
    attemptMs: 0,
  } as const
  const resolved = await resolveDoubt(redis, keys, { ...terms, ids })
  const entries = (await readEntries(deps, resolved)).filter((entry) => entry !== undefined)
  const { missing } = await wake(lanes, entries)
  if (as === 'enqueued') await failJobless(deps, missing)
  return resolved
}
