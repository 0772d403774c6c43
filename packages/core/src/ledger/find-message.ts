import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'
import { type Bookkeeping, bookkeepingArgs, bookkeepingKeys } from './bookkeeping.js'
import { entryLua } from './entry.lua.js'
import { findMessageLua } from './find-message.lua.js'

const script = defineScript('disparoFindMessage', entryLua, findMessageLua)

/** Upstream's clock may be so much behind Redis's. */
const skewMs = 5_000

export interface MessageTraces {
  readonly books: Bookkeeping
  /** Any that may be upstream's id of the message. */
  readonly upstreamIds: readonly string[]
  /** Its recipient, however written: digits with the country code. */
  readonly recipients: readonly string[]
  /** When what is told of it happened, epoch ms. */
  readonly at: number
}

/**
 * Which message a webhook speaks of: that of the upstream id, if it became known in the last seven days, else the only one
 * sent to the recipient in the last ten minutes and before `at`, if it is known to have gone out. `undefined`: none, or it cannot be told which.
 * Finds only messages of accounts whose books say `findable`.
 */
export async function findMessage(
  redis: Redis,
  keys: AccountKeys,
  { books, upstreamIds, recipients, at }: MessageTraces,
): Promise<string | undefined> {
  if (upstreamIds.length === 0 && recipients.length === 0) return undefined
  const args = [
    ...bookkeepingArgs(keys, books),
    at,
    skewMs,
    upstreamIds.length,
    ...upstreamIds,
    ...recipients.flatMap((recipient) => [recipient, ...(books.seal?.marks(recipient) ?? [])]),
  ]
  return ((await script(redis, bookkeepingKeys(keys), args)) as string | null) ?? undefined
}
