/** More waits for its turn than there is room for; nothing was done. The message may be shown. */
export class TooBusyError extends Error {
  readonly code = 'TOO_BUSY'
  readonly retryAfterMs: number

  constructor(message: string, retryAfterMs: number) {
    super(message)
    this.name = 'TooBusyError'
    this.retryAfterMs = retryAfterMs
  }
}
