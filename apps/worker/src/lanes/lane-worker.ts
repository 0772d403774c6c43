import { limiterFor } from '@disparo/core/internal/gate'
import { laneJobOptions, laneQueueName, refundStart, retryDelay } from '@disparo/core/internal/queue'
import type { Job } from 'bullmq'
import { AttemptFailedError } from './attempt-failed-error.js'
import { backOffWhileRefused } from './back-off.js'
import { openFaultJudge } from './fault-judge.js'
import { handleFaults } from './handle-faults.js'
import { drainDelay, idleBackend, setMarker } from './idle-backend.js'
import { laneAlarm } from './lane-alarm.js'
import type { LaneDeps } from './lane-deps.js'
import { openLaneLedger } from './lane-ledger.js'
import type { Sender } from './sender.js'
import { StepWorker } from './step-worker.js'

interface LaneWorker {
  ready(): Promise<void>
  /** Nothing is in the lane, whatever for. */
  isIdle(): boolean
  /** Takes no more jobs and waits for those under way, for as long as they take. */
  stop(): Promise<void>
}

export interface LaneWorkerOptions {
  /** Messages under way at a time. */
  readonly concurrency: number
  /** How long a worker may give no sign of life. Default 30 s. */
  readonly lockMs?: number | undefined
  readonly onRedisError: (error: Error) => void
}

const defaultLockMs = 30_000

/** A lane at rest is looked at so often: it may be over early, for another worker gave back starts that sent nothing. */
const longestBlindMs = 1_000

/** Groups in one request, at a time: while one is under way the next comes together. */
const groupsAtOnce = 2

/** Works one lane of an account: a BullMQ worker whose limiter only paces, for the gate holds the limit. */
export function startLaneWorker(
  deps: Omit<LaneDeps, 'alarm' | 'ledger' | 'refundStart' | 'faults'>,
  openSender: (deps: LaneDeps) => Sender,
  options: LaneWorkerOptions,
): LaneWorker {
  const { account, lane, lanes, redis, keys, log, tracing } = deps
  const alarm = laneAlarm(deps)
  const lockMs = options.lockMs ?? defaultLockMs
  const giveBack = async (job: Job) => {
    const terms = { windowMs: limiter.duration, lockMs }
    if (await refundStart(redis, lanes[lane], job, terms)) worker.wake()
  }
  const faults = openFaultJudge(account.outage)
  const full: LaneDeps = { ...deps, alarm, ledger: openLaneLedger(deps), refundStart: giveBack, faults }
  const sender = openSender(full)
  const { perRequest } = sender
  const limiter = limiterFor(
    lane,
    { ...account.limit, safetyMarginMs: account.safetyMarginMs, reserve: account.reserve },
    perRequest,
  )
  const backend = idleBackend(redis)
  const worker: StepWorker = new StepWorker(
    laneQueueName(account.name, lane),
    (job) => {
      Object.assign(job.opts, laneJobOptions)
      return backOffWhileRefused(options.onRedisError, () => handleFaults(full, job, () => sender.send(job)))
    },
    {
      connection: redis,
      ...(tracing && { telemetry: tracing.telemetry }),
      prefix: keys.prefix,
      drainDelay,
      concurrency:
        perRequest > 1 ? Math.max(options.concurrency, groupsAtOnce * perRequest) : options.concurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      limiter,
      maximumRateLimitDelay: longestBlindMs,
      maxStalledCount: Number.MAX_SAFE_INTEGER, // The fence in begin decides what becomes of a stalled message.
      settings: {
        backoffStrategy: (_made, _type, error) =>
          retryDelay({
            attempt: error instanceof AttemptFailedError ? error.attempt : 1,
            random: Math.random(),
          }),
      },
    },
    backend.factory,
  )
  worker.on('error', options.onRedisError)
  worker.on('stalled', (id) => {
    log.warn({ event: 'job:stalled', lane, id })
    deps.metrics?.stalled(lane)
  })
  return {
    ready: async () => {
      await worker.waitUntilReady()
    },
    isIdle: backend.isIdle,
    stop: async () => {
      sender.flush()
      await worker.close()
      alarm.clear()
      // It may have taken a marker with it, and its alarm is off: another looks.
      setMarker(redis, lanes[lane].toKey('marker'))
    },
  }
}
