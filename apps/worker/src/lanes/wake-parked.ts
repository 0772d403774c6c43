import type { Account } from '@disparo/core/internal/account'
import { readParkedGroups } from '@disparo/core/internal/ledger'
import type { Lane } from '@disparo/core/internal/message'
import { type Lanes, resumeParked } from '@disparo/core/internal/queue'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'
import { noSeal, type Seal } from '@disparo/core/internal/seal'
import type { Logger } from 'pino'
import { type LoopSignal, startLoop } from './run-loop.js'
import { openWakePace } from './wake-pace.js'

interface WakeOptions {
  readonly account: Account
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly lanes: Lanes
  readonly log: Logger
  readonly seal?: Seal | undefined
  /** Says that a message was parked. Default: it looks twice a second. */
  readonly signal?: LoopSignal | undefined
}

/** One small read of Redis, whatever is parked. */
const everyMs = 500
const failedMs = 5_000
/** So few that an urgent message does not wait for them. */
const perStep = 100

/** Wakes what other workers have parked for want of a data key that this one has. Every worker does so, as fast as is of use. */
export function startParkedWaker(options: WakeOptions): { stop(): Promise<void> } {
  const { account, redis, keys, log, seal = noSeal } = options
  const perRequest = account.transport === 'xml' ? account.xml.groupMax : 1
  const paces = {
    urgent: openWakePace(account.limit, perRequest),
    bulk: openWakePace(account.limit, perRequest),
  } satisfies Record<Lane, unknown>

  const look = async (signal: AbortSignal): Promise<number | 'quiet'> => {
    const places = await readParkedGroups(redis, keys)
    const ours = places.filter(({ keyFingerprint: mark }) => seal.hasKey(mark))
    for (const place of ours) {
      const pace = paces[place.lane]
      while (!signal.aborted) {
        const limit = Math.min(perStep, pace.allowed(performance.now()))
        const woken = limit > 0 ? await resumeParked(options, place, limit) : 0
        if (woken > 0) log.debug({ event: 'lane:unparked', lane: place.lane, messages: woken })
        pace.took(woken)
        if (woken < perStep) break
      }
    }
    return ours.length > 0 ? everyMs : 'quiet'
  }

  // Where Redis is away or refuses, its own events are logged.
  return startLoop((signal) => look(signal).catch(() => failedMs), { everyMs, signal: options.signal })
}
