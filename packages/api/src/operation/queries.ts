import { z } from 'zod'

/** `true` or `false` as a query writes it. */
export const flag = z
  .enum(['true', 'false'], 'must be true or false')
  .default('false')
  .transform((text) => text === 'true')

/** The query of what takes no parameters: none is passed over as if it meant something. */
export const NoQuery = z.strictObject({})

/** A whole number from 1 on, as a query writes it. */
export function count(most: number) {
  return z
    .string()
    .refine(
      (text) => /^\d{1,9}$/.test(text) && Number(text) >= 1 && Number(text) <= most,
      `must be a whole number from 1 to ${most}`,
    )
}

/** How many of a list are answered at once. */
export function limit(most: number, preset: number) {
  return count(most).default(String(preset)).transform(Number)
}

/** The same, where it matters whether it was given. */
export function optionalLimit(most: number) {
  return count(most).transform(Number).optional()
}

/** Where a page of a numbered list begins. */
export const after = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .default('0')
  .transform(Number)
  .meta({ description: 'The `next` of the page before.' })

/** What an answer says in the page before. */
export const Next = z.int().optional().meta({
  description: 'Give it as `after` for the next page; absent on the last one.',
})
