import type { AccountKeys, Redis } from '../redis/index.js'

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
