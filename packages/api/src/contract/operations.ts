import { accountOperations } from '../accounts/index.js'
import { auditOperations } from '../audit/index.js'
import { batchOperations, sendOperations, tableOperations, testOperations } from '../batches/index.js'
import { callbackOperations } from '../callbacks/index.js'
import { healthOperations } from '../health/index.js'
import { keyOperations } from '../keys/index.js'
import { messageOperations } from '../messages/index.js'
import { sessionOperations } from '../session/index.js'
import { suppressionOperations } from '../suppressions/index.js'
import { templateOperations } from '../templates/index.js'
import { unknownOperations } from '../unknown/index.js'

/** Every operation of the HTTP API, by the name that it has in OpenAPI (`operationId`) and in the client. */
export const operations = {
  ...messageOperations,
  ...batchOperations,
  ...sendOperations,
  ...testOperations,
  ...tableOperations,
  ...unknownOperations,
  ...callbackOperations,
  ...accountOperations,
  ...auditOperations,
  ...suppressionOperations,
  ...templateOperations,
  ...sessionOperations,
  ...keyOperations,
  ...healthOperations,
} as const
export type Operations = typeof operations
export type OperationId = keyof Operations
