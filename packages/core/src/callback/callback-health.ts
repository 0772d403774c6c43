import { type AccountKeys, defineScript, publishWake, type Redis } from '../redis/index.js'

/** How an account's callback stands: a hash whose fields are all optional. Times in epoch ms. */
export interface CallbackHealth {
  /** Whether the account has one, as workers have noted; absent where none has run. */
  readonly configured?: boolean
  readonly disabled?: { readonly at: number; readonly reason: string }
  readonly lastSuccessAt?: number
  readonly lastFailure?: { readonly at: number; readonly reason: string }
  readonly failuresInRow: number
  /** The breaker is open: nothing is delivered until then, and one at a time after that. By the clock of Redis. */
  readonly restUntil?: number
  /** What failed at this moment or later, and sleeps, failed in an outage that is over: it may be tried early. */
  readonly earlySince?: number
  /** Changes that wait for an earlier one of their message. */
  readonly behind: number
  /** Changes that were never told, for the outbox was at its bounds. */
  readonly dropped: number
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

export async function readCallbackHealth(redis: Redis, keys: AccountKeys): Promise<CallbackHealth> {
  const hash = await redis.hgetall(keys.callbacks)
  const { disabledAt, disabledReason = '', lastSuccessAt, lastFailureAt, lastReason = '' } = hash
  const { restUntil, earlySince } = hash
  return {
    ...(hash.configured && { configured: hash.configured === '1' }),
    failuresInRow: Number(hash.failures ?? 0),
    behind: Number(hash.behind ?? 0),
    dropped: Number(hash.dropped ?? 0),
    ...(disabledAt ? { disabled: { at: Number(disabledAt), reason: disabledReason } } : {}),
    ...(lastSuccessAt ? { lastSuccessAt: Number(lastSuccessAt) } : {}),
    ...(lastFailureAt ? { lastFailure: { at: Number(lastFailureAt), reason: lastReason } } : {}),
    ...(restUntil ? { restUntil: Number(restUntil) } : {}),
    ...(earlySince ? { earlySince: Number(earlySince) } : {}),
  }
}

/** `false`: it is disabled already, or a delivery has succeeded since the last failure. */
export async function disableCallback(
  redis: Redis,
  keys: AccountKeys,
  { reason, now }: { readonly reason: string; readonly now: number },
): Promise<boolean> {
  return (await disableScript(redis, [keys.callbacks], [now, reason])) === 1
}

/** Also closes the breaker. */
export async function enableCallback(redis: Redis, keys: AccountKeys): Promise<void> {
  const run = ['failures', 'since', 'restUntil', 'pauseMs', 'probeUntil']
  await redis.hdel(keys.callbacks, 'disabledAt', 'disabledReason', ...run)
  await publishWake(redis, keys, 'callbacks')
}

/**
 * Notes whether the account has a callback. Workers do so, for they read the accounts' file: scripts of others, which may
 * know nothing of it, write events by this note (`entry_tell` in ledger/entry/entry.lua.ts).
 */
export async function recordConfigured(
  redis: Redis,
  keys: AccountKeys,
  isConfigured: boolean,
): Promise<void> {
  await redis.hset(keys.callbacks, 'configured', isConfigured ? '1' : '0')
}
