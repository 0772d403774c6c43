import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Account } from '@disparo/core/internal/account'
import { type Contacts, capDayMs, type FrequencyCap } from '@disparo/core/internal/contacts'
import {
  learnCounts,
  readCountsState,
  recordCountsKnown,
  takeCappedAlone,
  wakeCapped,
} from '@disparo/core/internal/ledger'
import type { Message } from '@disparo/core/internal/message'
import { type Lanes, promoteJobs } from '@disparo/core/internal/queue'
import {
  type AccountKeys,
  acquireLease,
  type Redis,
  redisNow,
  releaseLease,
} from '@disparo/core/internal/redis'
import type { Logger } from 'pino'
import { startLoop } from '../lanes/run-loop.js'

interface KeepOptions {
  readonly account: Account
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly lanes: Lanes
  readonly contacts: Pick<Contacts, 'kinds'>
  readonly log: Logger
}

const everyMs = 60_000
/** Nothing is to be counted. */
const restMs = 24 * 3_600_000
/** Another worker learns. */
const busyMs = 1_000
const failedMs = 5_000
/** A learner that died is succeeded after this. Renewed before every step. */
const leaseMs = 10_000
const wokenPerStep = 100
/** Who sends without counting, for it has not read of the cap yet, has read of it by then. */
const newsMs = 6_000

/**
 * Keeps an account's counters complete, where it has a cap: learns what went out while nobody counted, and says that workers count. Until then
 * `begin` lets marketing wait. Every worker looks; one at a time learns. What waits for a cap asks anew when a worker starts, for that may
 * have another one; and once more when all have, for others may have put it off again.
 */
export function startCountKeeper(options: KeepOptions): { stop(): Promise<void> } {
  const { redis, keys, account } = options
  const { frequencyCap: cap } = account
  let wakes = 2
  const look = async (signal: AbortSignal): Promise<number> => {
    if (wakes > 0) {
      await wakeCapped(redis, keys)
      await wakeAlone(options, signal)
    }
    wakes -= 1
    const ms = cap ? await keep(options, cap, signal) : restMs
    return wakes > 0 ? Math.min(ms, 2 * newsMs) : ms
  }
  // Where Redis is away or refuses, its own events are logged.
  return startLoop((signal) => look(signal).catch(() => failedMs), { everyMs, signal: undefined })
}

/** Those of no batch. What a worker that ended here left asleep asks by itself within hours. */
async function wakeAlone({ redis, keys, lanes }: KeepOptions, signal: AbortSignal): Promise<void> {
  for (let left = await redis.zcard(keys.cappedAlone); left > 0 && !signal.aborted; left -= wokenPerStep)
    await promoteJobs(lanes, await takeCappedAlone(redis, keys, wokenPerStep))
}

async function keep(options: KeepOptions, cap: FrequencyCap, signal: AbortSignal): Promise<number> {
  const { redis, keys } = options
  const [state, now] = await Promise.all([readCountsState(redis, keys), redisNow(redis, keys)])
  const windowMs = Math.round(cap.days * capDayMs)
  if (state.windowMs >= windowMs && state.until > now) {
    await recordCountsKnown(redis, keys, { cap, now })
    return everyMs
  }
  const holder = randomUUID()
  if (!(await acquireLease(redis, keys.cappedLease, holder, leaseMs))) return busyMs
  const from = state.windowMs >= windowMs ? Math.max(state.at - newsMs, now - windowMs) : now - windowMs
  const isDone = await learn(options, { cap, from, now, holder, signal })
  await releaseLease(redis, keys.cappedLease, holder)
  return isDone ? everyMs : busyMs
}

/** Twice, where anything is sent: what was under way meanwhile, or begun by those that did not count yet, has gone out or is in doubt by the second time. */
async function learn(
  options: KeepOptions,
  terms: {
    readonly cap: FrequencyCap
    readonly from: number
    readonly now: number
    readonly holder: string
    readonly signal: AbortSignal
  },
): Promise<boolean> {
  const { account, redis, keys, contacts, log } = options
  const { cap, from, now, holder, signal } = terms
  const kindOf = await contacts.kinds()
  const isMarketing = (template: Pick<Message, 'namespace' | 'elementName'>, lane: 'urgent' | 'bulk') =>
    kindOf(template, lane) === 'marketing'
  const shouldContinue = async () =>
    !signal.aborted && (await acquireLease(redis, keys.cappedLease, holder, leaseMs))
  const learnFrom = async (moment: number) => {
    const to = await redisNow(redis, keys)
    return learnCounts(redis, keys, { cap, from: moment, to, isMarketing, shouldContinue })
  }
  const messages = await learnFrom(from)
  const isIdle = messages === 0 && (await redis.exists(keys.permits)) === 0
  for (let left = isIdle ? 0 : account.requestTimeoutMs + newsMs; left > 0; left -= busyMs) {
    if (messages === undefined || !(await shouldContinue())) return false
    await setTimeout(Math.min(left, busyMs), undefined, { signal }).catch(() => {})
  }
  if ((await learnFrom(now - newsMs)) === undefined) return false
  await recordCountsKnown(redis, keys, { cap, now: await redisNow(redis, keys) })
  log.info({ event: 'cap:counted', messages })
  return true
}
