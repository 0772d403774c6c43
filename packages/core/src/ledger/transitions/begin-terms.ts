import type { Contacts, FrequencyCap } from '../../contacts/index.js'
import type { Limit } from '../../gate/index.js'
import type { Lane, Message } from '../../message/index.js'
import type { LedgerOptions } from '../entry/ledger-options.js'

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
