/** Hash: the accounts that programs serve, and have served (served/served-accounts.ts). It is of no account, so of no hash tag. */
export const servedAccountsKey = 'disparo:accounts'
/** Hash that expires: the workers that run (served/running-workers.ts). */
export const runningWorkersKey = 'disparo:workers'
/** Hash: the API keys there are, two fields each (@disparo/service/keys). */
export const apiKeysKey = 'disparo:keys'

/** String: which layout all of this has (layout/layout-mark.ts). It is of no account, so of no hash tag. Lease: who migrates it. */
export const layoutKey = 'disparo:layout'
export const layoutLeaseKey = 'disparo:layout:lease'

/** What suppressions for all accounts are kept under, as if it were one: no account can have this name. */
export const everyAccount = '*'

/** String that expires: a session of the console, by the hash of its id. It is of no account, so of no hash tag. */
export function sessionKey(idHash: string): string {
  return `disparo:session:${idHash}`
}
