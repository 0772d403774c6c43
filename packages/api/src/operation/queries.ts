import { z } from 'zod'

/** `true` or `false` as a query writes it. */
export const flag = z
  .enum(['true', 'false'], 'must be true or false')
  .default('false')
  .transform((text) => text === 'true')

const digits = z.string().regex(/^\d{1,9}$/, 'must be a whole number')

/** How many of a list are answered at once. */
export function limit(most: number, preset: number) {
  return upTo(most).default(String(preset)).transform(Number)
}

/** The same, where it matters whether it was given. */
export function optionalLimit(most: number) {
  return upTo(most).transform(Number).optional()
}

function upTo(most: number) {
  return digits.refine((text) => Number(text) >= 1 && Number(text) <= most, `must be from 1 to ${most}`)
}

/** Where a page of a numbered list begins. */
export const after = digits
  .default('0')
  .transform(Number)
  .meta({ description: 'The `next` of the page before.' })

/** What an answer says in the page before. */
export const Next = z.int().optional().meta({
  description: 'Give it as `after` for the next page; absent on the last one.',
})
