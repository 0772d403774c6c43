import { z } from 'zod'
import { AccountParams, after, IdParams, limit, Moment, operation } from '../operation/index.js'
import { Batch, BatchList, BatchName, BatchPage, BatchProgress } from './batch.js'
import { BatchReasons, BatchRetry, BatchSeries } from './figures.js'
import { BatchListQuery, BatchMessagesQuery, BatchRetryQuery, BatchSeriesQuery } from './query.js'
import { RejectedRows } from './receipt.js'

const BatchChange = z
  .strictObject({
    name: BatchName.optional(),
    sendAt: Moment.optional(),
    maxPerMinute: z.int().min(1).max(1_000_000).nullable().optional().meta({
      description:
        'So many of its messages begin in any minute, at most; `null`: as many as the account may send. For the lane `bulk`.',
    }),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    message: 'must have name, sendAt or maxPerMinute',
  })

const follow =
  'With the role `send`, of batches that you enqueued. Attempts that had begun go on. The counts follow within seconds. Repeating it changes nothing.'
const ofControl = [
  'unknown-account',
  'unknown-batch',
  'batch-cancelled',
  'body-too-large',
  'storage-unavailable',
] as const
const control = {
  method: 'POST',
  tag: 'batches',
  role: 'operate',
  orRole: 'send',
  params: IdParams,
} as const

export const batchOperations = {
  listBatches: operation({
    method: 'GET',
    path: '/v1/accounts/:account/batches',
    tag: 'batches',
    role: 'read',
    summary: 'The batches of the account, the newest first',
    description:
      'With a filter 1,000 batches are looked at for a page, which may therefore be short, or empty: go on while there is a `next`.',
    params: AccountParams,
    query: BatchListQuery,
    responses: { 200: BatchList },
    problems: ['invalid-request', 'unknown-account', 'storage-unavailable'],
  }),

  renameBatch: operation({
    method: 'PATCH',
    path: '/v1/accounts/:account/batches/:id',
    tag: 'batches',
    role: 'operate',
    summary: 'Give a batch another name or pace, or another sendAt while nothing of it has begun',
    description:
      'A `sendAt` is that of all its messages from then on. Another pace holds at once, also for what waits. Of several changes `sendAt` is made first, and the others only where that could be.',
    params: IdParams,
    body: BatchChange,
    responses: { 200: Batch },
    problems: [
      'malformed-body',
      'invalid-request',
      'unknown-account',
      'unknown-batch',
      'batch-started',
      'batch-cancelled',
      'body-too-large',
      'unsupported-media-type',
      'storage-unavailable',
    ],
  }),

  getBatch: operation({
    method: 'GET',
    path: '/v1/accounts/:account/batches/:id',
    tag: 'batches',
    role: 'read',
    summary: 'How far a batch is, and what holds it up',
    params: IdParams,
    responses: { 200: BatchProgress },
    problems: ['unknown-account', 'unknown-batch', 'storage-unavailable'],
  }),

  getBatchMessages: operation({
    method: 'GET',
    path: '/v1/accounts/:account/batches/:id/messages',
    tag: 'batches',
    role: 'read',
    summary: 'The messages of a batch, as they were enqueued',
    description:
      'With `Accept: text/csv` or `application/x-ndjson` all of them from `after` on, as a stream, which takes no `limit`; one that breaks off ends without its last chunk. With a filter a page may be short: go on while there is a `next`.',
    params: IdParams,
    query: BatchMessagesQuery,
    responses: { 200: BatchPage },
    problems: ['invalid-request', 'unknown-account', 'unknown-batch', 'storage-unavailable'],
  }),

  getBatchSeries: operation({
    method: 'GET',
    path: '/v1/accounts/:account/batches/:id/series',
    tag: 'batches',
    role: 'read',
    summary: 'How many messages of a batch came to which status when',
    description:
      'By the time of the status, where upstream tells it. Minutes are kept for two hours, hours as long as the batch; a message that comes to a status again counts again.',
    params: IdParams,
    query: BatchSeriesQuery,
    responses: { 200: BatchSeries },
    problems: ['invalid-request', 'unknown-account', 'unknown-batch', 'storage-unavailable'],
  }),

  getBatchReasons: operation({
    method: 'GET',
    path: '/v1/accounts/:account/batches/:id/reasons',
    tag: 'batches',
    role: 'read',
    summary: 'Why messages of a batch are rejected, failed, suppressed or unknown, and what to do',
    params: IdParams,
    responses: { 200: BatchReasons },
    problems: ['unknown-account', 'unknown-batch', 'storage-unavailable'],
  }),

  getRejectedRows: operation({
    method: 'GET',
    path: '/v1/accounts/:account/batches/:id/rejected',
    tag: 'batches',
    role: 'read',
    summary: 'What was wrong with the rows of a batch',
    params: IdParams,
    query: z.strictObject({ after, limit: limit(10_000, 1_000) }),
    responses: { 200: RejectedRows },
    problems: ['invalid-request', 'unknown-account', 'unknown-batch', 'storage-unavailable'],
  }),

  pauseBatch: operation({
    ...control,
    path: '/v1/accounts/:account/batches/:id/pause',
    summary: 'Pause a batch',
    description: `None of its messages is sent until it is resumed; \`expiresAt\` goes on counting. ${follow}`,
    responses: { 200: Batch },
    problems: ofControl,
  }),

  resumeBatch: operation({
    ...control,
    path: '/v1/accounts/:account/batches/:id/resume',
    summary: 'Resume a batch that is paused or has halted',
    description: `Its messages queue behind those that wait already. ${follow}`,
    responses: { 200: Batch },
    problems: ofControl,
  }),

  retryBatch: operation({
    method: 'POST',
    tag: 'batches',
    role: 'operate',
    params: IdParams,
    path: '/v1/accounts/:account/batches/:id/retry',
    summary: 'Send again what failed of a batch',
    description:
      'Each as a message by itself; what was rejected, may have been sent or is gone stays as it is, and is counted. 5,000 messages are looked at: go on while there is a `next`.',
    query: BatchRetryQuery,
    responses: { 200: BatchRetry },
    problems: [...ofControl, 'invalid-request'],
  }),

  cancelBatch: operation({
    ...control,
    path: '/v1/accounts/:account/batches/:id/cancel',
    summary: 'Cancel a batch',
    description: `Its messages still to be sent are never sent; this is final. ${follow}`,
    responses: { 200: Batch },
    problems: ofControl,
  }),
} as const
