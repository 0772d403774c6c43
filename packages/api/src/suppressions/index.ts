export {
  NewSuppression,
  SuppressionReceipt,
  SuppressionRemoval,
  SuppressionsLifted,
  SuppressQuery,
} from './change.js'
export { suppressionOperations, suppressionTypes } from './operations.js'
export {
  ListedSuppression,
  Suppression,
  SuppressionCounts,
  SuppressionCovers,
  SuppressionLift,
  SuppressionPage,
  SuppressionReason,
  SuppressionsFound,
} from './suppression.js'
export { suppressionCsv } from './suppression-csv.js'
