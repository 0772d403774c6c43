import { setTimeout as wait } from 'node:timers/promises'
import { type AccountKeys, publishWake, type Redis, redisNow } from '../redis/index.js'
import { catalogueField } from './catalogue-state.js'

const pollMs = 100

/**
 * Asks the worker that looks after the catalogue to read it at once, and waits for that.
 * @returns whether it was tried within `ms`
 */
export async function askForSync(redis: Redis, keys: AccountKeys, ms: number): Promise<boolean> {
  const started = performance.now()
  const askedAt = await redisNow(redis, keys)
  await redis.hset(keys.templates, catalogueField.askedAt, askedAt)
  await publishWake(redis, keys, 'templates')
  for (;;) {
    const triedAt = await redis.hget(keys.templates, catalogueField.triedAt)
    if (triedAt && Number(triedAt) > askedAt) return true
    if (performance.now() - started > ms) return false
    await wait(pollMs)
  }
}

/** How the templates were tried to be read last. */
export interface LastSync {
  /** When somebody asked for it, and when the last try began, ms; 0: never. */
  readonly askedAt: number
  readonly triedAt: number
  readonly failed: boolean
  /** By which settings. */
  readonly from: string | undefined
}

export async function readLastSync(redis: Redis, keys: AccountKeys): Promise<LastSync> {
  const { askedAt, triedAt, failedAt, from } = catalogueField
  const [asked, tried, failed, mark] = await redis.hmget(keys.templates, askedAt, triedAt, failedAt, from)
  return {
    askedAt: Number(asked ?? 0),
    triedAt: Number(tried ?? 0),
    failed: Boolean(failed),
    from: mark ?? undefined,
  }
}
