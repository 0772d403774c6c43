/** API keys: what programs show in place of a user and password. */
export type { ApiKey, KnownKey } from './api-key.js'
export { type ApiKeys, type KeyToMake, mostKeys, openApiKeys, TooManyKeysError } from './api-keys.js'
export { holderOf, mayManage } from './key-holder.js'
export { newKey, readKey } from './key-text.js'
