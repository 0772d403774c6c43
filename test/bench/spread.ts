/** Several rounds of one figure. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** The median of an even number of values is the mean of the two in the middle. @throws RangeError for no values */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  const min = sorted[0]
  const max = sorted.at(-1)
  if (upper === undefined || lower === undefined || min === undefined || max === undefined) {
    throw new RangeError('A spread needs at least one value')
  }
  return { median: (lower + upper) / 2, min, max }
}
