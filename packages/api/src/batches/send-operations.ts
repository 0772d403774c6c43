import { AccountParams, KeyHeaders, operation } from '../operation/index.js'
import { BatchCheck } from './check.js'
import { batchTypes } from './media-types.js'
import { BatchQuery } from './query.js'
import { BatchReceipt } from './receipt.js'

/** What takes a file in; apart from the others, whose pages do not need to know what a file may be. */
export const sendOperations = {
  sendBatch: operation({
    method: 'POST',
    path: '/v1/accounts/:account/batches',
    tag: 'batches',
    role: 'send',
    summary: 'Enqueue many messages as one batch',
    description:
      'JSON, NDJSON and CSV are enqueued while they arrive; good rows go on and bad ones are named. With `strict` it is all or nothing. Rows are known by what they say: those that the batch has are never enqueued again. With `check` nothing is enqueued, and 200 answers what would be.',
    params: AccountParams,
    query: BatchQuery,
    headers: KeyHeaders,
    upload: batchTypes,
    responses: { 202: BatchReceipt },
    otherwise: { 200: BatchCheck },
    problems: [
      'malformed-body',
      'invalid-request',
      'unknown-account',
      'unknown-batch',
      'batch-cancelled',
      'cannot-correct',
      'changed-source',
      'content-differs',
      'body-too-large',
      'unsupported-media-type',
      'invalid-columns',
      'invalid-rows',
      'broken-input',
      'storage-unavailable',
      'data-key-missing',
      'too-busy',
      'no-room',
      'quota-exceeded',
    ],
  }),
} as const
