import type { ProblemKind } from '@disparo/api'
import type { ProblemDetails } from './problem.js'

/** Ends a request with this problem as its answer. */
export class ProblemError extends Error {
  readonly code = 'PROBLEM'
  readonly kind: ProblemKind
  readonly details: ProblemDetails
  /** Becomes `Retry-After`. */
  readonly retryAfterMs: number | undefined

  constructor(
    kind: ProblemKind,
    details: ProblemDetails,
    { retryAfterMs, ...options }: ErrorOptions & { readonly retryAfterMs?: number } = {},
  ) {
    super(details.detail, options)
    this.name = 'ProblemError'
    this.retryAfterMs = retryAfterMs
    this.kind = kind
    this.details = details
  }
}
