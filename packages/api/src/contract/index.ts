export { type OperationId, type Operations, operations } from './operations.js'
