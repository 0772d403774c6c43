import type { Settled, StatusChange } from '@disparo/core/internal/ledger'
import type { Lane } from '@disparo/core/internal/message'
import type { Outcome, OutcomeKind } from '@disparo/hi-platform/rest'

/** What a worker counts of one account. Nothing here takes an id, a recipient or words of upstream. */
export interface AccountMetrics {
  /** One POST: what it came to, and how long it took, from connecting to the answer's last byte. */
  attempt(made: { readonly lane: Lane; readonly outcome: OutcomeKind; readonly seconds: number }): void
  /** A message has come to have this status, says the ledger (`Bookkeeping.onStatus`). */
  status(change: StatusChange): void
  /** `begin` found no permit, or the gate closed: the lane rests. */
  wait(lane: Lane): void
  /** What settling an attempt of this outcome did to the gate. */
  gate(change: Settled['gate'], outcome: Outcome | undefined): void
  /** Upstream said that nothing is left of its limit for so long: nothing is sent meanwhile. */
  exhausted(ms: number): void
  /** A job of a worker that died was taken over. */
  stalled(lane: Lane): void
  /** A fault of our own, for a reason that nobody thought of. */
  fault(lane: Lane): void
  /** One page of the report was asked for: each takes one request of its quota. */
  reportRequest(result: 'page' | 'refused'): void
  /** A scan of the report was completed. */
  scan(seen: { readonly items: number; readonly matched: number; readonly released: number }): void
  /** One POST to the callback; `aborted` by our own stop. */
  callback(made: { readonly result: CallbackResult; readonly seconds: number }): void
}

type CallbackResult = 'delivered' | 'failed' | 'gone' | 'aborted'
