/** An attempt that did not get through and counts: BullMQ gives the message another one, after `retryDelay`. */
export class AttemptFailedError extends Error {
  readonly code = 'ATTEMPT_FAILED'
  readonly attempt: number

  constructor(reason: string, attempt: number) {
    super(`attempt ${attempt}: ${reason}`)
    this.name = 'AttemptFailedError'
    this.attempt = attempt
  }
}
