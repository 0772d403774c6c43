/** A callback that did not get through; BullMQ gives it another attempt after `delayMs`, if it has any left. */
export class DeliveryFailedError extends Error {
  readonly code = 'DELIVERY_FAILED'
  readonly delayMs: number

  constructor(reason: string, delayMs: number) {
    super(reason)
    this.name = 'DeliveryFailedError'
    this.delayMs = delayMs
  }
}
