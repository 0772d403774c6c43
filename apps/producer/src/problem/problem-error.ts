import type { ProblemDetails, ProblemKind } from './problem.js'

/** Ends a request with this problem as its answer. */
export class ProblemError extends Error {
  readonly code = 'PROBLEM'
  readonly kind: ProblemKind
  readonly details: ProblemDetails

  constructor(kind: ProblemKind, details: ProblemDetails, options?: ErrorOptions) {
    super(details.detail, options)
    this.name = 'ProblemError'
    this.kind = kind
    this.details = details
  }
}
