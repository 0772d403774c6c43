/** Two letters exchanged, or one or two wrong, missing or too many. */
const furthest = 2

/**
 * Unknown variables that differ by a slip from a known one that is not set.
 * @returns a line for each
 */
export function nearMisses(
  env: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
): string[] {
  const wanted = known.filter((name) => name.startsWith('SANDBOX_') && !env[name])
  return Object.keys(env).flatMap((name) => {
    if (!name.startsWith('SANDBOX_') || !env[name] || known.includes(name)) return []
    const meant = wanted.find((each) => distance(name, each) <= furthest)
    return meant === undefined ? [] : [`${name} is unknown; did you mean ${meant}?`]
  })
}

/** Levenshtein's. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1]
    for (let j = 1; j <= other.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (letter === other[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}
