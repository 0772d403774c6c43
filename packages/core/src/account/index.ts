export { Account, type AccountInput, AccountName, UnknownPolicy } from './account.js'
export { ConfigurationError } from './configuration-error.js'
export { type Credentials, resolveCredentials } from './credentials.js'
export { type AccountsEnv, loadAccounts } from './load-accounts.js'
