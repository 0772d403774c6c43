/** More passwords wait to be checked than can be soon; nothing is known about this one. */
export class DoorkeeperBusyError extends Error {
  readonly code = 'DOORKEEPER_BUSY'
  readonly retryAfterMs: number

  constructor(retryAfterMs: number) {
    super('Too many logins at once: try again shortly')
    this.name = 'DoorkeeperBusyError'
    this.retryAfterMs = retryAfterMs
  }
}
