import { RedisUnavailableError } from '@disparo/core'

/** What a log may say of why Redis is not there, or takes nothing: a code, as `OOM`; nothing where it is not known. */
export function outageFields(error: unknown): { readonly reason?: string } {
  if (!(error instanceof Error)) return {}
  if (!(error instanceof RedisUnavailableError)) return outageFields(error.cause)
  return error.reason === undefined ? {} : { reason: error.reason }
}
