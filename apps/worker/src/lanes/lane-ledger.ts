import { type Account, ledgerOptionsOf } from '@disparo/core/internal/account'
import type { Contacts } from '@disparo/core/internal/contacts'
import {
  type AttemptToSettle,
  type BeginResult,
  beginAll,
  type MessageToBegin,
  type Settled,
  settleAll,
} from '@disparo/core/internal/ledger'
import type { Lane } from '@disparo/core/internal/message'
import type { Persons } from '@disparo/core/internal/persons'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'
import type { Seal } from '@disparo/core/internal/seal'
import type { AccountMetrics } from '../metrics/account-metrics.js'
import { callTogether } from './call-together.js'

/** What the messages of a lane ask of the ledger. Those that ask at the same time share a call, and so a round trip and a write to the disk. */
export interface LaneLedger {
  begin(message: MessageToBegin): Promise<BeginResult>
  settle(attempt: AttemptToSettle): Promise<Settled>
}

/** Redis does nothing else meanwhile: 50 take it 2 ms or so. */
const mostInCall = 50

export function openLaneLedger({
  redis,
  keys,
  account,
  lane,
  seal,
  persons,
  contacts,
  metrics,
}: {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly account: Account
  readonly lane: Lane
  readonly seal?: Seal | undefined
  readonly persons?: Persons | undefined
  readonly contacts?: Contacts | undefined
  readonly metrics?: Pick<AccountMetrics, 'status'> | undefined
}): LaneLedger {
  const { maxAttempts, outage, safetyMarginMs, reserve } = account
  const ledgerOptions = { ...ledgerOptionsOf(account), seal, persons, onStatus: metrics?.status }
  const beginTerms = {
    ...{ lane, maxAttempts, ledgerOptions, contacts },
    policy: account.unknownPolicy[lane],
    limit: { ...account.limit, safetyMarginMs, reserve },
    attemptMs: account.requestTimeoutMs + 1_000,
    cap: account.frequencyCap,
  }
  const settleTerms = { maxAttempts, ledgerOptions, outage }
  return {
    begin: callTogether((messages) => beginAll(redis, keys, beginTerms, messages), mostInCall),
    settle: callTogether((attempts) => settleAll(redis, keys, settleTerms, attempts), mostInCall),
  }
}
