export { explainFailure, failureCodes } from './explain-failure.js'
export { failureKey } from './failure-key.js'
export type { FailureMeaning, RetryAdvice } from './meaning.js'
