import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'
import type { FailureRun } from './disable-rule.js'

/** How an account's callback stands: a hash, absent as long as nothing was delivered. Times in epoch ms. */
export interface Standing {
  readonly disabled?: { readonly at: number; readonly reason: string }
  readonly lastSuccessAt?: number
  readonly lastFailure?: { readonly at: number; readonly reason: string }
  readonly failuresInRow: number
}

/** Only a run that still goes on disables: a delivery that succeeded meanwhile has ended it. */
const disableScript = defineScript(
  'disparoDisableCallback',
  /* lua */ `
if redis.call('HEXISTS', KEYS[1], 'disabledAt') == 1 then return 0 end
if redis.call('HEXISTS', KEYS[1], 'failures') == 0 then return 0 end
redis.call('HSET', KEYS[1], 'disabledAt', ARGV[1], 'disabledReason', ARGV[2])
return 1
`,
)

export async function readStanding(redis: Redis, keys: AccountKeys): Promise<Standing> {
  const hash = await redis.hgetall(keys.callbacks)
  const { disabledAt, disabledReason = '', lastSuccessAt, lastFailureAt, lastReason = '' } = hash
  return {
    failuresInRow: Number(hash.failures ?? 0),
    ...(disabledAt ? { disabled: { at: Number(disabledAt), reason: disabledReason } } : {}),
    ...(lastSuccessAt ? { lastSuccessAt: Number(lastSuccessAt) } : {}),
    ...(lastFailureAt ? { lastFailure: { at: Number(lastFailureAt), reason: lastReason } } : {}),
  }
}

export async function isDisabled(redis: Redis, keys: AccountKeys): Promise<boolean> {
  return (await redis.hexists(keys.callbacks, 'disabledAt')) === 1
}

/** Notes a delivery. Answers how many had failed in a row before it. */
export async function noteSuccess(redis: Redis, keys: AccountKeys, now: number): Promise<number> {
  const [failures] = await transact(
    redis
      .multi()
      .hget(keys.callbacks, 'failures')
      .hdel(keys.callbacks, 'failures', 'since')
      .hset(keys.callbacks, 'lastSuccessAt', now),
  )
  return Number(failures ?? 0)
}

/** Notes a delivery that failed. Answers the run of failures it belongs to. */
export async function noteFailure(
  redis: Redis,
  keys: AccountKeys,
  { reason, now }: { readonly reason: string; readonly now: number },
): Promise<FailureRun> {
  const [failures, , since] = await transact(
    redis
      .multi()
      .hincrby(keys.callbacks, 'failures', 1)
      .hsetnx(keys.callbacks, 'since', now)
      .hget(keys.callbacks, 'since')
      .hset(keys.callbacks, 'lastFailureAt', now, 'lastReason', reason),
  )
  return { failures: Number(failures), since: Number(since) }
}

/** `false`: it is disabled already, or a delivery has succeeded since the last failure. */
export async function disableCallback(
  redis: Redis,
  keys: AccountKeys,
  { reason, now }: { readonly reason: string; readonly now: number },
): Promise<boolean> {
  return (await disableScript(redis, [keys.callbacks], [now, reason])) === 1
}

export async function enableCallback(redis: Redis, keys: AccountKeys): Promise<void> {
  await redis.hdel(keys.callbacks, 'disabledAt', 'disabledReason', 'failures', 'since')
}

async function transact(transaction: ReturnType<Redis['multi']>): Promise<unknown[]> {
  const replies = (await transaction.exec()) ?? []
  return replies.map(([error, value]) => {
    if (error) throw error
    return value
  })
}
