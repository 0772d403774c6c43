/** Personal data at rest: sealed by keys that Redis does not have (AES-256-GCM), where an account's programs are given any. */
export { BrokenSealError } from './broken-seal-error.js'
export { DataKeyMissingError, keyIdOfFingerprint } from './data-key-missing-error.js'
export { DataKeys } from './data-keys.js'
export { loadDataKeys, parseDataKeys } from './load-data-keys.js'
export { noSeal, openSeal, type Seal } from './seal.js'
export { keyFingerprintOf } from './sealed-text.js'
export { tryOpen } from './try-open.js'
