/** What the contract's codes are called in Portuguese, by whoever shows them: the console and the command line. */
export { failures } from './failures.js'
export { fieldMeanings } from './field-meanings.js'
export { type Numbers, problems, suspicions } from './problems.js'
export { states, statuses, waits } from './states.js'
