import type { ErrorReason } from './error-reason.js'

/** A request to Hi Platform got no answer. `cause` is what undici or the system said. */
export class HiRequestError extends Error {
  readonly code = 'HI_REQUEST_FAILED'
  readonly reason: ErrorReason
  /** `false` only where it is certain that not one byte of the request left. */
  readonly mayHaveBeenSent: boolean

  constructor(reason: ErrorReason, mayHaveBeenSent: boolean, cause?: unknown) {
    super(
      mayHaveBeenSent
        ? `No answer from Hi Platform (${reason}): the request may have been carried out, find out before sending it again`
        : `Hi Platform was not reached (${reason}): nothing was sent, it may be tried again`,
      { cause },
    )
    this.name = 'HiRequestError'
    this.reason = reason
    this.mayHaveBeenSent = mayHaveBeenSent
  }
}
