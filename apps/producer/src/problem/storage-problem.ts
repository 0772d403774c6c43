import type { RedisUnavailableError } from '@disparo/core'
import type { ProblemDetails } from './problem.js'
import { ProblemError } from './problem-error.js'

const retryAfterMs = 5_000

/** Redis is away, or takes nothing: what is wrong stands before `detail`, which says what to do. */
export function storageProblem(cause: RedisUnavailableError, details: ProblemDetails): ProblemError {
  return new ProblemError(
    cause.reason === 'OOM' ? 'storage-full' : 'storage-unavailable',
    { ...details, detail: `${cause.wrong}. ${details.detail}` },
    { cause, retryAfterMs },
  )
}
