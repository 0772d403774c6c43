import { type Job, Worker } from 'bullmq'

/** So many keep Redis for some milliseconds. */
const mostAtOnce = 50

/** What of BullMQ's worker is used that it has no public word for. */
interface Internals {
  /** The jobs that are under way, and those that wait to begin. */
  readonly mainLoopQueue: { add(job: Promise<Job>): void; numTotal(): number } | null
  readonly abortDelayController: AbortController | null
  /** Until then (epoch ms) its lane is limited, as far as it knows. */
  limitUntil: number
  /** There is no job, as far as it knows: it waits for one's marker. */
  drained: boolean
}

/**
 * BullMQ's worker for a lane whose messages start in steps: it takes a step at once, in one round trip, where BullMQ takes one job
 * after the other. It asks for as many as the last step had for it, then for one at a time; and for none while it knows that
 * the lane is limited.
 */
export class StepWorker extends Worker {
  /** How many to ask for next. */
  private expected = 1
  /** How many it has of the present step. */
  private had = 0
  /** The lane is limited until then (epoch ms): BullMQ forgets it when a job is finished. */
  private limitedUntil = 0

  protected override async moveToActive(token: string, name?: string): Promise<Job> {
    const { mainLoopQueue } = this.internals
    const room = this.concurrency - (mainLoopQueue?.numTotal() ?? this.concurrency)
    const asked = Math.max(1, Math.min(this.expected, room))
    const answers = await Promise.allSettled(
      Array.from({ length: asked }, () => super.moveToActive(token, name)),
    )
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? (answer.value ?? []) : []))
    const failed = answers.find((answer) => answer.status === 'rejected')
    if (failed && found.length === 0) throw failed.reason
    const [first, ...others] = found
    const taken = found.length
    for (const job of others) mainLoopQueue?.add(Promise.resolve(job))
    const { max, duration } = this.opts.limiter ?? { max: Number.POSITIVE_INFINITY, duration: 0 }
    const isWhole = taken === max
    this.had += taken
    this.expected = 1
    if (isWhole || taken < asked) {
      this.expected = Math.max(1, Math.min(this.had, max, mostAtOnce))
      this.had = 0
    }
    // Nobody else had a part in it: the next one begins when this one's time is over.
    if (isWhole) this.internals.limitUntil = Date.now() + duration
    this.limitedUntil = this.internals.limitUntil
    return first as Job
  }

  /** A finished job brings the next one along, but not while there is none to be had. */
  protected override async handleCompleted(...terms: Parameters<Worker['handleCompleted']>): Promise<Job> {
    const [result, job, token, , span] = terms
    if (this.limitedUntil <= Date.now()) return super.handleCompleted(...terms)
    const next = await super.handleCompleted(result, job, token, () => false, span)
    if (this.limitedUntil > Date.now()) {
      this.internals.limitUntil = this.limitedUntil
      this.internals.drained = false
    }
    return next
  }

  /**
   * A worker that finds its lane limited sleeps until that was to be over, and looks at nothing meanwhile, not even at
   * the jobs that its own finished ones were given next. Where a start was given back, the limit is over now: this wakes it.
   */
  wake(): void {
    this.limitedUntil = 0
    this.internals.limitUntil = 0
    // Whoever has just been told of the limit is asleep by then.
    setImmediate(() => this.internals.abortDelayController?.abort())
  }

  private get internals(): Internals {
    return this as unknown as Internals
  }
}
