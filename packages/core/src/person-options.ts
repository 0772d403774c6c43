import { z } from 'zod'
import { isTrue, key, listener, text, whole } from './call-options.js'
import type { ForgetOptions } from './forget/index.js'
import { strictObject } from './message/index.js'
import { parseSearchPlace, type SearchPlace } from './queue/index.js'

/** The options of the calls that are about one person (person-calls.ts), checked. */
export const personOptions = {
  search: z.union(
    [
      strictObject({ to: text.min(1).max(64) }),
      strictObject({ key: key.min(1).max(200) }),
      strictObject({ reference: key.min(1).max(128) }),
    ],
    'must have one of: to, key, reference',
  ),
  page: strictObject({ after: text.transform(place).optional(), limit: whole.optional() }),
  person: z.object({ recipient: text }),
  forget: strictObject({
    everywhere: isTrue.optional(),
    onProgress: listener<NonNullable<ForgetOptions['onProgress']>>(),
  }),
} as const

function place(given: string, context: z.core.$RefinementCtx<string>): SearchPlace {
  const found = parseSearchPlace(given)
  if (found) return found
  context.addIssue({ code: 'custom', message: 'must be the next of a page' })
  return z.NEVER
}
