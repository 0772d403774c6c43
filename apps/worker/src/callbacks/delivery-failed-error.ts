/** A callback that did not get through; BullMQ gives it another attempt, after `callbackDelay`. */
export class DeliveryFailedError extends Error {
  readonly code = 'DELIVERY_FAILED'
  /** What the receiver's `Retry-After` asks for, in ms. */
  readonly retryAfterMs: number | undefined

  constructor(reason: string, retryAfterMs?: number) {
    super(reason)
    this.name = 'DeliveryFailedError'
    this.retryAfterMs = retryAfterMs
  }
}
