/** A message that was surely accepted (2xx), and whether a scan that covers its time shows it. Times in epoch ms. */
export interface AcceptedSighting {
  readonly sentAt: number
  /** `missing`: the report has had its time to show it, and does not. `pending`: it may still come. */
  readonly state: 'shown' | 'missing' | 'pending'
}

/** How many of how many accepted messages are shown; those that are pending do not count. */
export interface Evidence {
  readonly shown: number
  readonly of: number
}

export function countEvidence(controls: readonly AcceptedSighting[]): Evidence {
  const shown = controls.filter(({ state }) => state === 'shown').length
  return { shown, of: shown + controls.filter(({ state }) => state === 'missing').length }
}

/** At least one is shown, few are missing, and where one is missing there are two that are not. */
export function isSufficient({ shown, of }: Evidence, share: number): boolean {
  const missing = of - shown
  return shown >= (missing > 0 ? 2 : 1) && missing <= maxMissing(of, share)
}

/** A rejected number, or a dispatch that failed, is no sign that the report lacks others. */
function maxMissing(of: number, share: number): number {
  return Math.max(1, Math.floor(of * share))
}

/** Of the messages nearest to a moment so many are looked at, on either side; and so much of them may not be there (yet). */
export const neighbourCount = 10
const nearShare = 0.25

/**
 * Whether the report has a hole at the place that the nearest messages are of: it shows too few of them, be they missing or
 * pending. A hole may be short beside all that is sent within minutes.
 */
export function hasGap(near: readonly AcceptedSighting[]): boolean {
  const absent = near.filter(({ state }) => state !== 'shown').length
  return absent > maxMissing(near.length, nearShare)
}
