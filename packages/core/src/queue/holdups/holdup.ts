import type { DoubtReason, HaltReason } from '../../ledger/index.js'
import type { Lane } from '../../message/index.js'

/**
 * One reason for which nothing, or less, of a batch is sent now; docs/operations.md says what to do about each. Times are ISO
 * 8601, UTC. `until` is absent where nothing says when it is over.
 */
export type Holdup =
  /** Redis takes no writes: no memory (`OOM`), a full disk (`MISCONF`) … */
  | { readonly reason: 'redis-full'; readonly detail: string }
  /** No worker of the account has shown itself for 30 s. */
  | { readonly reason: 'no-worker' }
  /** Somebody has paused the lane, by the board. */
  | { readonly reason: 'lane-paused'; readonly lane: Lane }
  /** `detail`: why, such as `http-401`. Without `until` the next attempt tries whether it opens; `since` where that was noted. */
  | {
      readonly reason: 'gate-closed'
      readonly detail: string
      readonly since?: string
      readonly until?: string
    }
  | { readonly reason: 'paused'; readonly by?: string; readonly at?: string }
  /** It stopped by itself (see `BatchState.halted`) until somebody resumes it. */
  | {
      readonly reason: 'halted'
      readonly why: HaltReason
      readonly at: string
      readonly rejected: number
      readonly of: number
    }
  /** So many of its messages are tried first, and the others wait for what they come to. */
  | { readonly reason: 'canary'; readonly messages: number }
  /** So many of its messages may not go before `at`, or later. */
  | { readonly reason: 'scheduled'; readonly at: string; readonly messages: number }
  /** So many of its messages wait for their hour; the first of them may go at `until`. */
  | { readonly reason: 'quiet-hours'; readonly messages: number; readonly until: string }
  /** Persons of it have had enough for now (`frequencyCap`); the last of them may be messaged again at `until`. */
  | { readonly reason: 'cap'; readonly until: string }
  /** What went out before is counted for `frequencyCap`, and marketing waits until that is known. */
  | { readonly reason: 'cap-counting' }
  /** It has a pace of its own; the last of those that were put off for it has its turn at `until`. */
  | { readonly reason: 'batch-pace'; readonly maxPerMinute: number; readonly until: string }
  /** Messages of it sleep, for they are sealed with a data key that no worker has. */
  | { readonly reason: 'worker-without-data-key' }
  /** No worker has the data key that seals what persons are marked with: who of them is suppressed cannot be told. */
  | { readonly reason: 'suppression-unreadable' }
  /** A template of it is refused while others get through. */
  | {
      readonly reason: 'template-resting'
      readonly namespace: string
      readonly elementName: string
      readonly detail: string
      readonly until: string
    }
  /** Hi Platform announces a lower limit than the account's. */
  | {
      readonly reason: 'limit-lowered'
      readonly max: number
      readonly configured: number
      readonly until: string
    }
  /** So many other messages go first. */
  | { readonly reason: 'behind'; readonly messages: number; readonly until?: string }
  /** What is left of it did not get through while others did, and waits for its next attempt. */
  | { readonly reason: 'retrying'; readonly messages: number; readonly until: string }
  /** So many may have been sent; what the end of the oldest doubt waits for. */
  | { readonly reason: 'in-doubt'; readonly messages: number; readonly waiting: DoubtReason }

export type HoldupReason = Holdup['reason']
