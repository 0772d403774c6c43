import { DataKeyMissingError } from '@disparo/core/seal'
import { type Job, RateLimitError, type Worker } from 'bullmq'
import type { LaneDeps } from './lane-deps.js'

/** Whoever starts another worker with the right key need not wait: only this one rests. */
const restMs = 15_000

/** The job is back in its lane by then. */
const alarmAfterMs = 10

export interface KeylessRest {
  /** Runs a job's work. Where its message cannot be opened for lack of the data key, the job goes back and this worker rests. */
  guard(job: Job, work: () => Promise<void>): Promise<void>
  stop(): void
}

/**
 * A worker without the right data key fails no message and spends no attempt: it gives back what it has, takes no more of
 * this lane for a while, says loudly why, and tries again. Workers that have the key go on meanwhile.
 */
export function keylessRest(
  { log, lane, alarm, returnStart }: Pick<LaneDeps, 'log' | 'lane' | 'alarm' | 'returnStart'>,
  worker: () => Pick<Worker, 'pause' | 'resume'>,
): KeylessRest {
  let timer: NodeJS.Timeout | undefined
  const rest = async (keyId: string) => {
    if (timer) return
    timer = setTimeout(() => {
      timer = undefined
      void worker().resume()
    }, restMs)
    log.error({ event: 'lane:keyless', lane, keyId, ms: restMs, hint })
    await worker().pause(true)
  }
  return {
    guard: async (job, work) => {
      try {
        await work()
      } catch (error) {
        if (!(error instanceof DataKeyMissingError)) throw error
        await rest(error.keyId)
        await returnStart(job)
        alarm.set(alarmAfterMs)
        throw new RateLimitError()
      }
    },
    stop: () => clearTimeout(timer),
  }
}

const hint =
  'Messages are sealed with a data key that this worker does not have: put it into DISPARO_DATA_KEY. None is lost; they wait.'
