/** Which accounts workers and producers serve, and have ever served. */
export {
  readServedAccounts,
  recordServed,
  type ServedAccount,
  type ServingProgram,
  servingHeartbeat,
} from './served-accounts.js'
