/** How long-running programs follow the file of accounts, say which of them they serve, and share them out. */
export { type AccountsMetrics, openAccountsMetrics } from './accounts-metrics.js'
export { announceServed, type ServedAnnouncement } from './announce-served.js'
export { type FollowedAccounts, type FollowOptions, followAccounts, type Loaded } from './follow-accounts.js'
export { openPerAccount, type PerAccount } from './open-per-account.js'
export { type SelectedAccounts, selectAccounts } from './select-accounts.js'
export { settingsHash } from './settings-hash.js'
