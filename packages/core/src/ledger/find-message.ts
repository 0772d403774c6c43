import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'
import { type Bookkeeping, bookkeepingArgs, bookkeepingKeys } from './bookkeeping.js'
import { entryLua } from './entry.lua.js'
import { findMessageLua } from './find-message.lua.js'

const script = defineScript('disparoFindMessage', entryLua, findMessageLua)

/** Upstream's clock may be so much behind Redis's. */
const skewMs = 5_000
const recentMs = 600_000
/** WhatsApp lets a conversation go on for as long after an answer. */
const answeredMs = 86_400_000

export interface MessageTraces {
  readonly books: Bookkeeping
  /** Any that may be upstream's id of the message. */
  readonly upstreamIds: readonly string[]
  /** Its recipient, however written: digits with the country code. */
  readonly recipients: readonly string[]
  /** Who may be its recipient, where none of `recipients` is known. Default: nobody. */
  readonly senders?: readonly string[] | undefined
  /** When what is told of it happened, epoch ms. */
  readonly at: number
  /** It is the recipient's answer: of the messages of 24 hours the latest is meant. Default `false`. */
  readonly isAnswer?: boolean | undefined
  /** What is kept where no message is found, to be matched again: sealed, where there is a seal. Default: nothing is. */
  readonly keep?: string | undefined
}

export interface FoundMessage {
  readonly id: string
  /** Epoch ms; 0 where it is not known any more. */
  readonly enqueuedAt: number
}

/**
 * Which message a webhook speaks of: that of the upstream id, as long as the ledger remembers it, else the only one sent to
 * the recipient in the ten minutes before `at`, if it is known to have gone out. `undefined`: none, or it cannot be told which.
 * Finds only messages of accounts whose books say `findable`.
 */
export async function findMessage(
  redis: Redis,
  keys: AccountKeys,
  { books, upstreamIds, recipients, senders = [], at, isAnswer = false, keep = '' }: MessageTraces,
): Promise<FoundMessage | undefined> {
  const isNameless = upstreamIds.length + recipients.length + senders.length === 0
  if (isNameless && keep === '') return undefined
  const named = (numbers: readonly string[]) =>
    numbers.flatMap((number) => [number, ...(books.seal?.marks(number) ?? [])])
  const names = named(recipients)
  const args = [
    ...bookkeepingArgs(keys, books),
    ...[at, skewMs, isAnswer ? answeredMs : recentMs, isAnswer ? 1 : 0, keep],
    ...[upstreamIds.length, names.length],
    ...[...upstreamIds, ...names, ...named(senders)],
  ]
  const [id, enqueuedAt] =
    ((await script(redis, bookkeepingKeys(keys), args)) as [string, string] | null) ?? []
  return id === undefined ? undefined : { id, enqueuedAt: Number(enqueuedAt) }
}
