import { z } from 'zod'
import { InvalidRedisUrlError } from './invalid-redis-url-error.js'
import { parseRedisAddress } from './redis-address.js'

/** The address of Redis as a variable has it: see `parseRedisAddress` for its forms. What is wrong is said, never shown. */
export const RedisUrl = z.string({ error: 'must be set' }).superRefine((url, context) => {
  try {
    parseRedisAddress(url)
  } catch (error) {
    if (!(error instanceof InvalidRedisUrlError)) throw error
    context.addIssue({ code: 'custom', message: error.problem })
  }
})
