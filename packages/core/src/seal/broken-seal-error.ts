/** What was sealed was changed, or belongs to another message: it never opens. */
export class BrokenSealError extends Error {
  readonly code = 'BROKEN_SEAL'

  constructor(options?: ErrorOptions) {
    super('What was sealed was damaged, or moved from another message', options)
    this.name = 'BrokenSealError'
  }
}
