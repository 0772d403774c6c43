/** At this age news of a message still come about as often as just after it was sent; from then on ever more rarely. */
const freshMs = 20_000
/** How much more the first news (sent, received) count than the late ones (read). */
const freshWeight = 15

/**
 * What a look at one message is worth: the time that its news have waited to be seen, each counted from its likely moment.
 * That is ∫ h(x) · (age − x) dx from the last look to now, with h(x) = 2w·f²/(x + f)³ + √f/(x + f)^1.5: a peak of first
 * news and a long tail (f fresh, w weight). It grows without bound, so whatever is open has its turn.
 */
export function scanValue(ageMs: number, sinceMs: number): number {
  const now = ageMs + freshMs
  const before = now - Math.min(sinceMs, ageMs)
  const early = (freshWeight * freshMs * freshMs * (now - before) ** 2) / (now * before * before)
  const late = 2 * Math.sqrt(freshMs / before) * (Math.sqrt(now) - Math.sqrt(before)) ** 2
  return early + late
}
