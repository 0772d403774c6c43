export { explainFailure, failureCodes } from './explain-failure.js'
export type { FailureMeaning, RetryAdvice } from './meaning.js'
