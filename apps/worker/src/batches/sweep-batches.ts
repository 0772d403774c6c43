import { randomUUID } from 'node:crypto'
import { type Account, ledgerOptionsOf } from '@disparo/core/internal/account'
import {
  type BatchPhaseChange,
  isLatestPhaseChange,
  judgeDueCanaries,
  readBatchPhaseChanges,
} from '@disparo/core/internal/ledger'
import type { Persons } from '@disparo/core/internal/persons'
import { type Lanes, sweepBatch } from '@disparo/core/internal/queue'
import { type AccountKeys, acquireLease, type Redis, releaseLease } from '@disparo/core/internal/redis'
import type { Seal } from '@disparo/core/internal/seal'
import type { Logger } from 'pino'
import { type LoopSignal, startLoop } from '../lanes/run-loop.js'
import type { AccountMetrics } from '../metrics/account-metrics.js'

interface SweepOptions {
  readonly account: Account
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly lanes: Lanes
  readonly log: Logger
  readonly metrics?: AccountMetrics | undefined
  readonly seal?: Seal | undefined
  readonly persons?: Persons | undefined
  /** Says that a batch was moved. Default: it looks twice a second. */
  readonly signal?: LoopSignal | undefined
}

const everyMs = 500
/** After a failure: another worker may do better meanwhile. */
const failedMs = 5_000
/** A sweeper that died is succeeded after this. Renewed before every step. */
const leaseMs = 10_000

/**
 * Lets the messages that wait follow their batch when that is paused, resumed or cancelled, or halts by itself; and judges canaries that have had their time. Every worker looks; one at a
 * time holds the lease and sweeps.
 */
export function startBatchSweeper(options: SweepOptions): { stop(): Promise<void> } {
  const { account, redis, keys, lanes, log, metrics, seal, persons } = options
  const ledgerOptions = { ...ledgerOptionsOf(account), seal, persons, onStatus: metrics?.status }
  const holder = randomUUID()
  const canContinue = (signal: AbortSignal) => async (moved: BatchPhaseChange) =>
    !signal.aborted &&
    (await isLatestPhaseChange(redis, keys, moved)) &&
    acquireLease(redis, keys.batchesLease, holder, leaseMs)

  const sweep = async (moved: BatchPhaseChange, signal: AbortSignal): Promise<boolean> => {
    const { id } = moved
    const started = performance.now()
    try {
      const state = await sweepBatch(
        { redis, keys, lanes, ledgerOptions, shouldContinue: canContinue(signal) },
        moved,
      )
      const ms = Math.round(performance.now() - started)
      if (state) log.info({ event: 'batch:swept', batch: id, state, ms })
      return true
    } catch (error) {
      log.error({
        event: 'batch:sweep-failed',
        batch: id,
        error: error instanceof Error ? error.name : 'unknown',
      })
      return false
    }
  }

  /** Answers how long to sleep. */
  const look = async (signal: AbortSignal): Promise<number | 'quiet'> => {
    await judgeDueCanaries(redis, keys, ledgerOptions)
    const batches = await readBatchPhaseChanges(redis, keys)
    if (batches.length === 0) return 'quiet'
    if (!(await acquireLease(redis, keys.batchesLease, holder, leaseMs))) return everyMs
    let isWell = true
    for (const moved of batches) isWell = (await sweep(moved, signal)) && isWell
    await releaseLease(redis, keys.batchesLease, holder)
    return isWell ? everyMs : failedMs
  }

  // Where Redis is away or refuses, its own events are logged.
  return startLoop((signal) => look(signal).catch(() => failedMs), { everyMs, signal: options.signal })
}
