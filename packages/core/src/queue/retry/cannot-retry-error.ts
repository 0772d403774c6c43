import type { ReopenResult } from '../../ledger/index.js'

/** What is in the way of sending a message once more. `not-failed`: nothing, but it waits or is being sent already. */
export type Obstacle = Exclude<ReopenResult, 'reopened' | 'open'> | 'not-failed'

const sentences: Readonly<Record<Obstacle, string>> = {
  'not-failed': 'it waits in its lane, or is being sent, already',
  'in-doubt': 'it may have been sent: say what became of it (disparo unknown resolve)',
  rejected: 'Hi Platform rejected it, and would again: change it and send a new one',
  'already-sent': 'Hi Platform took it: what became of it then is not mended by sending it again',
  expired: 'its expiresAt has passed: send a new one if it is still wanted',
  forgotten: 'its person was forgotten, and nothing is left that could be sent',
  cancelled: 'its batch was cancelled: send a new one if it is still wanted',
  suppressed: 'its person is not to be messaged, or was messaged often enough: nothing sends it again',
  'job-missing': 'what it said was in its job, which is gone: send a new one',
}

/** The message is not sent once more, and stays as it is; the error says why, in one sentence. */
export class CannotRetryError extends Error {
  readonly code = 'CANNOT_RETRY'
  readonly id: string
  readonly obstacle: Obstacle

  constructor(id: string, obstacle: Obstacle) {
    super(`Message ${id} is not sent again: ${sentences[obstacle]}`)
    this.name = 'CannotRetryError'
    this.id = id
    this.obstacle = obstacle
  }
}
