import type { Job } from 'bullmq'

/** How a lane's messages are sent. */
export interface Sender {
  /**
   * Sends one message: begin → POST → settle. Throws what BullMQ understands: `RateLimitError` gives the job back and
   * lets the lane rest, `AttemptFailedError` retries it later, `UnrecoverableError` ends it. Returning means: done.
   */
  send(job: Job): Promise<void>
  /** Messages that may go in one request. */
  readonly perRequest: number
  /** The lane is about to stop: from now on no message waits for others. */
  flush(): void
}
