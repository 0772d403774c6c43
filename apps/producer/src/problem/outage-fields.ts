import { RedisUnavailableError } from '@disparo/core'

/** What a log may say of why Redis is not there: the cause's code, or else its name; nothing where it is not known. */
export function outageFields(error: unknown): { readonly reason?: string } {
  if (!(error instanceof Error)) return {}
  if (!(error instanceof RedisUnavailableError)) return outageFields(error.cause)
  if (!(error.cause instanceof Error)) return {}
  const { code, name } = error.cause as NodeJS.ErrnoException
  return { reason: typeof code === 'string' ? code : name }
}
