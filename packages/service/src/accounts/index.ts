/** How long-running programs follow the file of accounts, say which of them they serve, and share them out. */
export { openAccountsMetrics } from './accounts-metrics.js'
export { announceServed } from './announce-served.js'
export { announceWorker } from './announce-worker.js'
export { followAccounts, type Loaded } from './follow-accounts.js'
export { openPerAccount } from './open-per-account.js'
export { selectAccounts } from './select-accounts.js'
