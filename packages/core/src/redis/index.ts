export { type AccountKeys, accountKeys } from './account-keys.js'
export { checkWritable } from './check-writable.js'
export { lastConnectionError, openRedis, type Redis } from './connection.js'
export {
  apiKeysKey,
  everyAccount,
  layoutKey,
  layoutLeaseKey,
  runningWorkersKey,
  servedAccountsKey,
  sessionKey,
} from './deployment-keys.js'
export { InvalidRedisUrlError } from './invalid-redis-url-error.js'
export { acquireLease, releaseLease } from './lease.js'
export { readHash, readHashes } from './read-hashes.js'
export { parseRedisAddress, type RedisAddress } from './redis-address.js'
export { redisNow } from './redis-now.js'
export { RedisUnavailableError, redisErrorCode } from './redis-unavailable-error.js'
export { RedisUrl } from './redis-url.js'
export { scanKeys } from './scan-keys.js'
export { defineBytesScript, defineScript, scriptName } from './script.js'
export { isTransientCode, isTransientError } from './transient-error.js'
export { openWakeListener, publishWake, type WakeListener, type WakeTopic } from './wake.js'
export { wakeLua } from './wake.lua.js'
export { withTimeout } from './with-timeout.js'
