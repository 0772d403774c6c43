/** Below this age a message's news are expected as much as at it. */
const freshMs = 10_000

export function worthOf(ageMs: number, sinceMs: number): number {
  const now = ageMs + freshMs
  const before = now - Math.min(sinceMs, ageMs)
  const ratio = now / before
  return ratio - 1 - Math.log(ratio)
}
