/** What producer and worker are told by their environment: the variables, and how they are read. */
export { environment } from './config.js'
export { ProducerSettings } from './producer-settings.js'
export { readSettings, settingsProblems } from './read-settings.js'
export { WorkerAccounts, WorkerSettings } from './worker-settings.js'
