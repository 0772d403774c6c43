import type { MessageStatus } from '../../message/index.js'

/** Only a message in doubt can be resolved; this one has a status that is certain. */
export class NotUnknownError extends Error {
  readonly code = 'NOT_UNKNOWN'
  readonly id: string
  readonly status: MessageStatus

  constructor(id: string, status: MessageStatus) {
    super(`Message ${id} is ${status}: only an unknown message can be resolved`)
    this.name = 'NotUnknownError'
    this.id = id
    this.status = status
  }
}
