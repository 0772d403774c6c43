/** How often one person may be sent marketing, over all batches of an account. */
export interface FrequencyCap {
  /** So many messages … */
  readonly max: number
  /** … in any so many days. */
  readonly days: number
  /** What is over it is `suppressed` (`skip`), or waits until it is not (`wait`). */
  readonly onCap: 'skip' | 'wait'
}

export const capDayMs = 86_400_000

/** The cap as scripts are told it (`cap_terms`, cap-counter.lua.ts); empty: there is none. */
export function capText(cap: FrequencyCap | undefined): string {
  return cap ? `${cap.max},${Math.round(cap.days * capDayMs)},${cap.onCap === 'wait' ? 'w' : 's'}` : ''
}
