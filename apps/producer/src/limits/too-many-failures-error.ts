/** Too many wrong passwords came from one place, so that this one was not looked at. */
export class TooManyFailuresError extends Error {
  readonly code = 'TOO_MANY_FAILURES'
  readonly retryAfterMs: number

  constructor(retryAfterMs: number) {
    super(`Too many failed logins: try again in ${Math.ceil(retryAfterMs / 1000)} s`)
    this.name = 'TooManyFailuresError'
    this.retryAfterMs = retryAfterMs
  }
}
