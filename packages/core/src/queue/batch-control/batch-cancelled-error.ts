/** The batch was cancelled, which is final: nothing more is enqueued in it, and it is neither paused nor resumed. */
export class BatchCancelledError extends Error {
  readonly code = 'BATCH_CANCELLED'
  readonly id: string

  constructor(id: string) {
    super(
      `Batch ${id} was cancelled, which is final: send what is still wanted as a new batch, with a new key`,
    )
    this.name = 'BatchCancelledError'
    this.id = id
  }
}
