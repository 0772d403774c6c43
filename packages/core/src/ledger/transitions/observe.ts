import { goodNumberLua } from '../../contacts/index.js'
import type { MessageStatus } from '../../message/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import type { Seal } from '../../seal/index.js'
import { entryLua } from '../entry/entry.lua.js'
import { laneFromUrgent } from '../entry/entry-fields.js'
import { entryArgs, entryScriptArgs, entryScriptKeys, type LedgerOptions } from '../entry/ledger-options.js'
import { sealDetail, sealOrigin } from '../entry/personal-data.js'
import { observeLua } from './observe.lua.js'

const script = defineScript('disparoObserve', entryLua, goodNumberLua, observeLua)

/** What a report or a webhook shows of one message. Times in epoch ms, each only once it has happened. */
export interface Observation {
  readonly id: string
  /** That it was accepted, where no dispatch date of the report says so; a report is matched by that date only. */
  readonly acceptedAt?: number | undefined
  readonly dispatchedAt?: number | undefined
  readonly sentAt?: number | undefined
  readonly receivedAt?: number | undefined
  readonly readAt?: number | undefined
  /** When the recipient first answered. */
  readonly repliedAt?: number | undefined
  readonly failedAt?: number | undefined
  /** Why it failed, as upstream says, shortened; else what upstream says of it that is no status we know. */
  readonly detail?: string | undefined
  /** The code of why it failed, which says nothing of anybody. Default: `other`. */
  readonly reason?: string | undefined
  readonly billable?: boolean | undefined
  readonly origin?: string | undefined
  readonly upstreamId?: string | undefined
}

/** The field `urgent` of a message, and what was new of it. */
type News = readonly [urgent: string, ...(MessageStatus | 'replied')[]]

/** One call of the script is short enough to keep nobody waiting. */
const perCall = 100

/**
 * Writes down what was seen of messages: statuses only ever move on, a time once written stays, later evidence fills
 * earlier gaps. Doing it again changes nothing. Answers how many messages have changed.
 */
export async function observe(
  redis: Redis,
  keys: AccountKeys,
  {
    ledgerOptions,
    observations,
  }: { readonly ledgerOptions: LedgerOptions; readonly observations: readonly Observation[] },
): Promise<number> {
  let changed = 0
  for (let first = 0; first < observations.length; first += perCall) {
    const news = (await script(redis, entryScriptKeys(keys), [
      ...entryScriptArgs(keys, ledgerOptions),
      ...observations
        .slice(first, first + perCall)
        .flatMap((seen) => entryArgs(observationArgs(ledgerOptions.seal, seen))),
    ])) as (News | Error)[]
    const failed = news.find((one) => one instanceof Error)
    for (const one of news) {
      if (one instanceof Error) continue
      const [urgent, ...fresh] = one
      if (fresh.length > 0) changed += 1
      for (const status of fresh) {
        if (status !== 'replied') ledgerOptions.onStatus?.({ lane: laneFromUrgent(urgent), status })
      }
    }
    if (failed) throw failed
  }
  return changed
}

function observationArgs(seal: Seal | undefined, seen: Observation): (string | number)[] {
  const { id, dispatchedAt, sentAt, receivedAt, readAt, failedAt, billable, origin, detail, upstreamId } =
    seen
  const times = [dispatchedAt, sentAt, receivedAt, readAt, failedAt].map((time) => time ?? 0)
  return [
    id,
    ...times,
    billable === undefined ? '' : billable ? 1 : 0,
    sealOrigin(seal, id, origin ?? ''),
    sealDetail(seal, id, detail ?? ''),
    upstreamId ?? '',
    seen.repliedAt ?? 0,
    seen.acceptedAt ?? 0,
    seen.reason ?? '',
  ]
}
