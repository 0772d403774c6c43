import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { entryLua } from './entry.lua.js'
import { findMessageLua } from './find-message.lua.js'
import { entryScriptArgs, entryScriptKeys, type LedgerOptions } from './ledger-options.js'

const script = defineScript('disparoFindMessage', entryLua, findMessageLua)

/** Upstream's clock may be so much behind Redis's. */
const skewMs = 5_000
const recentMs = 600_000
/** WhatsApp lets a conversation go on for as long after an answer. */
const answeredMs = 86_400_000

export interface MessageQuery {
  readonly ledgerOptions: LedgerOptions
  /** Any that may be upstream's id of the message. */
  readonly upstreamIds: readonly string[]
  /** Its recipient, however written: digits with the country code. */
  readonly recipients: readonly string[]
  /** Who may be its recipient, where none of `recipients` is known. Default: nobody. */
  readonly senders?: readonly string[] | undefined
  /** When what is told of it happened, epoch ms. */
  readonly at: number
  /** It is the recipient's answer: of the messages of 24 hours the latest is meant. Default `false`. */
  readonly isReply?: boolean | undefined
  /** What is kept where no message is found, to be matched again: sealed, where there is a seal. Default: nothing is. */
  readonly storeIfUnmatched?: string | undefined
  /** It is kept for people as well: it is a reply whose text cannot be found. */
  readonly storeWhy?: 'no-text' | undefined
}

export interface MatchedMessage {
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
  {
    ledgerOptions,
    upstreamIds,
    recipients,
    senders = [],
    at,
    isReply = false,
    storeIfUnmatched = '',
    storeWhy,
  }: MessageQuery,
): Promise<MatchedMessage | undefined> {
  const isNameless = upstreamIds.length + recipients.length + senders.length === 0
  if (isNameless && storeIfUnmatched === '') return undefined
  const { persons, seal } = ledgerOptions
  const marks = await persons?.marks()
  // By number and blind index, what 0.1.0 wrote.
  const named = (numbers: readonly string[]) =>
    numbers.flatMap((number) => [
      number,
      ...(marks?.all(number) ?? []),
      ...(seal?.blindIndexes(number) ?? []),
    ])
  const names = named(recipients)
  const args = [
    ...entryScriptArgs(keys, ledgerOptions),
    ...[at, skewMs, isReply ? answeredMs : recentMs, isReply ? 1 : 0, storeIfUnmatched, storeWhy ?? ''],
    ...[upstreamIds.length, names.length],
    ...[...upstreamIds, ...names, ...named(senders)],
  ]
  const [id, enqueuedAt] =
    ((await script(redis, entryScriptKeys(keys), args)) as [string, string] | null) ?? []
  return id === undefined ? undefined : { id, enqueuedAt: Number(enqueuedAt) }
}
