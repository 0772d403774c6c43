/** `close` was called: this door to the account takes no more calls. What was under way may have been carried out. */
export class ClosedError extends Error {
  readonly code = 'CLOSED'

  constructor(options?: ErrorOptions) {
    super('Disparo is closed: connect again to go on.', options)
    this.name = 'ClosedError'
  }
}
