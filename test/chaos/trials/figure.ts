/** What a trial measured; with a bound where something is promised of it. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly atMost?: number
  readonly atLeast?: number
}

/** `undefined` for a figure that nothing is promised of. What could not be measured breaks every bound. */
export function isMet({ value, atMost, atLeast }: Figure): boolean | undefined {
  if (atMost === undefined && atLeast === undefined) return undefined
  return value <= (atMost ?? Number.POSITIVE_INFINITY) && value >= (atLeast ?? Number.NEGATIVE_INFINITY)
}

/** The least value that so many of a hundred do not exceed; `NaN` of no values. */
export function percentile(values: readonly number[], percent: number): number {
  const rank = Math.max(1, Math.ceil((values.length * percent) / 100))
  return values.toSorted((a, b) => a - b)[rank - 1] ?? Number.NaN
}
