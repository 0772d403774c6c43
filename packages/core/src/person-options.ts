import { z } from 'zod'
import { isTrue, key, listener, text, whole } from './call-options.js'
import type { ForgetOptions } from './forget/index.js'
import { strictObject } from './message/index.js'
import { parseSearchPlace, type SearchPlace } from './queue/index.js'

const keyLength = 'must have 1 to 200 characters'
const referenceLength = 'must have 1 to 128 characters'

/** The options of the calls that are about one person (person-calls.ts), checked. */
export const personOptions = {
  search: strictObject({
    to: text.min(1, 'must be a phone number').max(64, 'must be a phone number').optional(),
    key: key.min(1, keyLength).max(200, keyLength).optional(),
    reference: key.min(1, referenceLength).max(128, referenceLength).optional(),
  }).refine((by) => Object.values(by).filter((value) => value !== undefined).length === 1, {
    message: 'give one of: to, key, reference',
  }),
  page: strictObject({ after: text.transform(place).optional(), limit: whole.optional() }),
  person: z.object({ recipient: text }),
  forget: strictObject({
    everywhere: isTrue.optional(),
    by: text.min(1).max(200).optional(),
    onProgress: listener<NonNullable<ForgetOptions['onProgress']>>(),
  }),
} as const

function place(given: string, context: z.core.$RefinementCtx<string>): SearchPlace {
  const found = parseSearchPlace(given)
  if (found) return found
  context.addIssue({ code: 'custom', message: 'must be the next of a page' })
  return z.NEVER
}
