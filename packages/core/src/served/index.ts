/** Which accounts workers and producers serve, and have ever served. */
export { type RunningWorker, readWorkers, recordWorker, removeWorker } from './running-workers.js'
export {
  isServed,
  readServedAccounts,
  recordServed,
  type ServedAccount,
  type ServingProgram,
  servingHeartbeat,
} from './served-accounts.js'
