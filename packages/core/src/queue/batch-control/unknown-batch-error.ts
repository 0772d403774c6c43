/** Rows were to go into a batch that this account does not have, or had too long ago. Nothing was enqueued. */
export class UnknownBatchError extends Error {
  readonly code = 'UNKNOWN_BATCH'
  readonly id: string

  constructor(id: string) {
    super(`There is no batch ${id}, or it was too long ago: send the rows as a new one`)
    this.name = 'UnknownBatchError'
    this.id = id
  }
}
