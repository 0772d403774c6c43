import { z } from 'zod'

/** A variable that is a whole number: digits alone, in these bounds. What is wrong is said, never shown. */
export function wholeNumber(least: number, most: number = Number.MAX_SAFE_INTEGER) {
  const must =
    most === Number.MAX_SAFE_INTEGER
      ? `must be a whole number, ${least} at least`
      : `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .trim()
    .regex(/^\d+$/, must)
    .transform(Number)
    .refine((value) => value >= least && value <= most, must)
}
