/** The batch's rows are known by their place, so that none can be told from its correction. Nothing was enqueued. */
export class CannotCorrectError extends Error {
  readonly code = 'CANNOT_CORRECT'
  readonly id: string

  constructor(id: string) {
    super(`Batch ${id} knows its rows by their place, not by what they say: send corrections as a new batch`)
    this.name = 'CannotCorrectError'
    this.id = id
  }
}
