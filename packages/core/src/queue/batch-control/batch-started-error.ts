import type { MessageStatus } from '../../message/index.js'

/** A batch can get another `sendAt` only while nothing of it has begun. Nothing has changed. */
export class BatchStartedError extends Error {
  readonly code = 'BATCH_STARTED'
  readonly id: string
  /** What a message of it is. */
  readonly status: MessageStatus

  constructor(id: string, status: MessageStatus) {
    super(
      `Batch ${id} has begun (a message of it is ${status}), so it keeps its sendAt: pause it, and resume it then`,
    )
    this.name = 'BatchStartedError'
    this.id = id
    this.status = status
  }
}
