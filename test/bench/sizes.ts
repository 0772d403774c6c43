import type { SteadySizes } from './steady/run.js'

/** How much is done in a round, and how often. */
export interface Sizes {
  readonly rounds: number
  readonly enqueue: number
  readonly http: number
  readonly dispatch: number
  readonly memory: number
  /** Messages in the ledger at once. */
  readonly tracked: number
  readonly importRows: number
  /** Batches and messages in the ledger at once, and how many of these are in the batch that is exported. */
  readonly campaigns: { readonly batches: number; readonly messages: number; readonly exported: number }
  /** People who are suppressed, and persons with counters; how many messages begin in a round of one way, and how many rounds. */
  readonly contacts: {
    readonly suppressed: number
    readonly counted: number
    readonly begun: number
    readonly rounds: number
  }
  /** Real minutes at the limit, and with urgent messages in between. */
  readonly limitMinutes: number
  readonly urgentMinutes: number
  readonly urgentWaiting: number
  /** Changes that wait for the receiver of callbacks. */
  readonly callbacks: number
  /** Seconds of doing nothing. */
  readonly idleSeconds: number
  /** At 500 a minute. */
  readonly messageCost: number
  /** Of the largest hostile bodies; XML has 8 MiB at most, workbooks eight times as much when unpacked. */
  readonly hostileBytes: number
  /** How many accounts at once, one run each. */
  readonly steadyAccounts: readonly number[]
  readonly steady: SteadySizes
}

export const FULL: Sizes = {
  rounds: 5,
  enqueue: 30_000,
  http: 10_000,
  dispatch: 20_000,
  memory: 20_000,
  tracked: 1_000_000,
  importRows: 1_000_000,
  campaigns: { batches: 10_000, messages: 1_000_000, exported: 100_000 },
  contacts: { suppressed: 1_000_000, counted: 1_000_000, begun: 400, rounds: 15 },
  limitMinutes: 4,
  urgentMinutes: 2,
  urgentWaiting: 100_000,
  callbacks: 3_000,
  idleSeconds: 60,
  messageCost: 1_000,
  hostileBytes: 16 * 1024 ** 2,
  steadyAccounts: [1, 10, 50],
  steady: { warmUpS: 60, windowS: 120, idleS: 20, sampleS: 20, entriesMinutes: 60 },
}

export const QUICK: Sizes = {
  rounds: 3,
  enqueue: 5_000,
  http: 3_000,
  dispatch: 5_000,
  memory: 5_000,
  tracked: 100_000,
  importRows: 100_000,
  campaigns: { batches: 1_000, messages: 100_000, exported: 20_000 },
  contacts: { suppressed: 100_000, counted: 100_000, begun: 240, rounds: 9 },
  limitMinutes: 2,
  urgentMinutes: 1,
  urgentWaiting: 10_000,
  callbacks: 600,
  idleSeconds: 30,
  messageCost: 160,
  hostileBytes: 2 * 1024 ** 2,
  steadyAccounts: [1, 5],
  steady: { warmUpS: 15, windowS: 20, idleS: 5, sampleS: 10, entriesMinutes: 60 },
}
