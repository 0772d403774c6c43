import { type Contacts, capText, contactLua, type FrequencyCap } from '../../contacts/index.js'
import {
  faultAttributionLua,
  gateLua,
  gateWindowMs,
  type Limit,
  permitsFor,
  reportedLimitLua,
  templateName,
} from '../../gate/index.js'
import type { Lane, Message, MessageStatus } from '../../message/index.js'
import { marksToAsk, type PersonMarks } from '../../persons/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { entryLua } from '../entry/entry.lua.js'
import { entryArgs, entryScriptArgs, entryScriptKeys, type LedgerOptions } from '../entry/ledger-options.js'
import { newEntryFields } from '../entry/new-entry.js'
import { personFields } from '../entry/personal-data.js'
import { beginLua } from './begin.lua.js'
import { parkLua } from './park.lua.js'
import { parkedGroupName } from './parked-messages.js'

const script = defineScript(
  'disparoBegin',
  entryLua,
  gateLua,
  reportedLimitLua,
  faultAttributionLua,
  parkLua,
  contactLua,
  beginLua,
)

/** What becomes of a message whose last attempt may have sent it: `resend` sends again, all others leave it `unknown`. */
export type UnknownPolicy = 'verify' | 'resend' | 'hold'

/** A message that is sealed with a data key that its worker lacks. */
export interface MissingDataKey {
  /** Names the key (`sealedBy`). */
  readonly keyFingerprint: string
  /** Parked for so long (ms), nobody having had the key, it is `failed` (detail `data-key-missing`), and its person forgotten. */
  readonly maxParkedMs: number
}

/** By what the messages of one account and lane begin. */
export interface BeginTerms {
  readonly lane: Lane
  readonly policy: UnknownPolicy
  readonly limit: Limit
  readonly maxAttempts: number
  /** How long an attempt may take: a probe that has not answered by then is given up. */
  readonly attemptMs: number
  readonly ledgerOptions: LedgerOptions
  /** Says whom messages are for. Default: everybody may be messaged at any time. */
  readonly contacts?: Contacts | undefined
  /** How often one person may be sent marketing. Default: as often as there are messages. */
  readonly cap?: FrequencyCap | undefined
}

export interface MessageToBegin {
  readonly id: string
  /** Unique for each call of the processor: it names the attempt. */
  readonly token: string
  /** The attempt is of several messages, which begin with one token: together they take one permit. Default `false`. */
  readonly share?: boolean | undefined
  readonly message: Message | MissingDataKey
  /** It comes back at the moment that the pace of its batch has promised it. Default `false`. */
  readonly promised?: boolean | undefined
  /** Epoch ms. */
  readonly enqueuedAt: number
  readonly expiresAt?: number | undefined
  readonly batch?: string | undefined
  readonly row?: number | undefined
  readonly fingerprint?: string | undefined
}

export type BeginInput = BeginTerms & MessageToBegin

/** Why a message may not go yet: it is no hour for it, its person has had enough for now, or its batch goes no faster. */
export type PostponedReason = 'quiet-hours' | 'cap' | 'batch-pace'

/** `go`: POST now, then settle with the same token. `wait`: give the job back and let the lane rest. Else: do not send. */
export type BeginResult =
  | { readonly kind: 'go'; readonly attempt: number }
  | { readonly kind: 'wait'; readonly ms: number }
  /**
   * Its template rests, or it was refused and others try first, or it may not go yet (`why`): the job comes again after that (`first`: before
   * the backlog), and the lane goes on.
   */
  | {
      readonly kind: 'postponed'
      readonly ms: number
      readonly first: boolean
      readonly why?: PostponedReason
      /** When it wakes, where many do at that moment, in their order. Default: `ms` from now. */
      readonly at?: Date
      readonly expiresAt?: Date
    }
  | { readonly kind: 'settled'; readonly status: MessageStatus; readonly forgotten?: true }
  /** `forgotten`: it is not sent again, for its person is to be forgotten. */
  | { readonly kind: 'unknown'; readonly since: Date; readonly forgotten?: true }
  | { readonly kind: 'expired' | 'cancelled' }
  /** Its person is not to be messaged, for this reason (`suppressed-opt-out` …). */
  | { readonly kind: 'suppressed'; readonly reason: string }
  /** Its batch is paused: the job sleeps until that is resumed, or the message expires. */
  | { readonly kind: 'paused'; readonly batch: string; readonly expiresAt?: Date }
  /**
   * It cannot be opened, or (`why`) nobody can tell whether its person is suppressed: the job sleeps until a worker that has the data key wakes
   * it, or the message expires. `again`: it was parked a moment ago.
   */
  | {
      readonly kind: 'parked'
      readonly ms: number
      readonly again: boolean
      readonly why?: 'suppression-unreadable'
      readonly expiresAt?: Date
    }
  /** Nobody has had its data key for so long that it was made `failed`, and forgotten. */
  | { readonly kind: 'abandoned' }

/** Asks whether this message may be sent now; on `go` a permit is taken and the message marked `sending`, in one step. */
export async function begin(redis: Redis, keys: AccountKeys, input: BeginInput): Promise<BeginResult> {
  const [result] = await beginAll(redis, keys, input, [input])
  if (result instanceof Error) throw result
  return result as BeginResult
}

/** Asks for several in one call, each as if alone and in their order. Who faults has the error in place of an answer. */
export async function beginAll(
  redis: Redis,
  keys: AccountKeys,
  terms: BeginTerms,
  messages: readonly MessageToBegin[],
): Promise<(BeginResult | Error)[]> {
  const { lane, limit, ledgerOptions } = terms
  // Where there is nothing to wait for, it is sent at once.
  const marks = ledgerOptions.persons && (await marksToAsk(ledgerOptions.persons))
  const contactsOf = marks && (await terms.contacts?.current())
  const people = messages.map(({ message }) => ('keyFingerprint' in message ? undefined : message))
  const contacts = marks && contactsOf?.(people, lane, marks)
  const answers = (await script(
    redis,
    [...entryScriptKeys(keys), keys.gate, keys.permits, keys.gateLimit, keys.faults],
    [
      ...entryScriptArgs(keys, ledgerOptions),
      lane,
      terms.policy,
      permitsFor(lane, limit),
      gateWindowMs(limit),
      limit.windowMs,
      lane === 'bulk' ? limit.reserve : 0,
      terms.attemptMs,
      terms.maxAttempts,
      capText(terms.cap),
      contacts?.all ?? '',
      ...messages.flatMap((one, at) => entryArgs(argsOf(terms, one, marks, contacts?.each[at]))),
    ],
  )) as (Answer | Error)[]
  return answers.map((answer, index) =>
    answer instanceof Error ? answer : resultOf(terms, messages[index] as MessageToBegin, answer),
  )
}

type Answer = [
  ...[kind: BeginResult['kind'], value: string | number, forgotten?: number],
  ...[became?: MessageStatus | '', why?: string, wakes?: number],
]

function argsOf(
  { lane, ledgerOptions: { seal } }: BeginTerms,
  one: MessageToBegin,
  marks: PersonMarks | undefined,
  contact: string | undefined,
): (string | number)[] {
  const { id, message } = one
  const unopened = 'keyFingerprint' in message ? message : undefined
  const shown = 'keyFingerprint' in message ? nobody : message
  return [
    id,
    one.batch ?? '',
    one.token,
    one.expiresAt ?? 0,
    one.share ? 1 : 0,
    templateName(shown),
    unopened ? parkedGroupName({ lane, keyFingerprint: unopened.keyFingerprint }) : '',
    unopened?.maxParkedMs ?? 0,
    contact ?? '',
    one.promised ? 1 : 0,
    ...(unopened ? [] : personFields({ seal, marks }, id, shown)),
    ...newEntryFields({ ...one, lane, message: shown }),
  ]
}

function resultOf(
  { lane, ledgerOptions }: BeginTerms,
  one: MessageToBegin,
  [kind, value, forgotten, became, why, wakes]: Answer,
): BeginResult {
  if (became) ledgerOptions.onStatus?.({ lane, status: became })
  switch (kind) {
    case 'go':
      if (Number(value) < 0) ledgerOptions.onStatus?.({ lane, status: 'unknown' })
      ledgerOptions.onStatus?.({ lane, status: 'sending' })
      return { kind, attempt: Math.abs(Number(value)) }
    case 'wait':
      return { kind, ms: Number(value) }
    case 'settled':
      return { kind, status: value as MessageStatus, ...(forgotten === 1 ? { forgotten: true } : {}) }
    case 'unknown':
      return { kind, since: new Date(Number(value)), ...(forgotten === 1 ? { forgotten: true } : {}) }
    case 'postponed':
      return {
        ...{ kind, ms: Number(value), first: forgotten === 1, ...expiry(one) },
        ...(why && { why: why as PostponedReason }),
        ...(wakes && { at: new Date(wakes) }),
      }
    case 'suppressed':
      return { kind, reason: String(value) }
    case 'paused':
      return { kind, batch: one.batch ?? '', ...expiry(one) }
    case 'parked': {
      const ms = 'keyFingerprint' in one.message ? one.message.maxParkedMs : ledgerOptions.retentionMs
      return {
        ...{ kind, ms, again: forgotten === 1, ...expiry(one) },
        ...(why && { why: 'suppression-unreadable' as const }),
      }
    }
    case 'abandoned':
    case 'expired':
    case 'cancelled':
      return { kind }
  }
}

/** What an entry shows of a message that nobody could open. */
const nobody = { to: '', namespace: '', elementName: '' }

function expiry({ expiresAt }: Pick<MessageToBegin, 'expiresAt'>): { expiresAt?: Date } {
  return expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }
}
