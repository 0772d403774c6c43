import { z } from 'zod'
import { type BatchType, jsonTypes, tableTypes, workbookTypes } from '../batches/index.js'
import { AccountParams, KeyHeaders, operation, optionalLimit } from '../operation/index.js'
import {
  SuppressionReceipt,
  SuppressionRemoval,
  SuppressionSearch,
  SuppressionsLifted,
  SuppressQuery,
} from './change.js'
import {
  SuppressionCounts,
  SuppressionPage,
  SuppressionReason,
  SuppressionScope,
  SuppressionsFound,
} from './suppression.js'

/** One person as JSON; many as a table, a workbook, or a line each. */
export const suppressionTypes = [
  ...tableTypes,
  ...jsonTypes,
  ...workbookTypes,
] as const satisfies readonly BatchType[]

const path = '/v1/accounts/:account/suppressions'
const scoped = { scope: SuppressionScope.optional().meta({ description: 'Default `account`.' }) }
const ofBody = ['malformed-body', 'body-too-large', 'unsupported-media-type'] as const

export const suppressionOperations = {
  addSuppressions: operation({
    method: 'POST',
    path,
    tag: 'suppressions',
    role: 'operate',
    summary: 'Suppress a person, or many',
    description:
      'One as `application/json`, whose fields say what the query says of many. Many as CSV, a workbook (its first sheet), or NDJSON with `to` (and `since`, `until`) a line: all of it is read before anything is written. ' +
      'From the answer on nothing that it covers begins for them, however long ago it was enqueued.',
    params: AccountParams,
    query: SuppressQuery,
    headers: KeyHeaders,
    upload: suppressionTypes,
    responses: { 200: SuppressionReceipt },
    problems: [
      ...ofBody,
      'invalid-request',
      'unknown-account',
      'invalid-columns',
      'invalid-rows',
      'broken-input',
      'key-reused',
      'storage-unavailable',
      'too-busy',
      'no-room',
    ],
  }),

  listSuppressions: operation({
    method: 'GET',
    path,
    tag: 'suppressions',
    role: 'read',
    summary: 'Who is suppressed',
    description:
      'In an order that says nothing; `limit` counts people. With a filter a page may be short: go on while there is a `next`. With `Accept: text/csv` or `application/x-ndjson` all from `after` on, as a stream, which takes no `limit`.',
    params: AccountParams,
    query: z.strictObject({
      ...scoped,
      reason: SuppressionReason.optional(),
      import: z.string().min(1).max(64).optional(),
      after: z
        .string()
        .regex(/^[\w-]{2}[0-3](?:[\w-]{9})?$/, 'must be the next of a page')
        .optional()
        .meta({ description: 'The `next` of the page before.' }),
      limit: optionalLimit(1_000).meta({ description: 'Default 100.' }),
    }),
    responses: { 200: SuppressionPage },
    problems: ['invalid-request', 'unknown-account', 'storage-unavailable'],
  }),

  getSuppressionCounts: operation({
    method: 'GET',
    path: `${path}/counts`,
    tag: 'suppressions',
    role: 'read',
    summary: 'How many are suppressed, by what put them there, and by day; and who lifted whom',
    params: AccountParams,
    query: z.strictObject(scoped),
    responses: { 200: SuppressionCounts },
    problems: ['invalid-request', 'unknown-account', 'storage-unavailable'],
  }),

  searchSuppressions: operation({
    method: 'POST',
    path: `${path}/search`,
    tag: 'suppressions',
    role: 'read',
    summary: 'Whether a person is suppressed, why, since when and by whom; and who lifted what',
    params: AccountParams,
    body: SuppressionSearch,
    responses: { 200: SuppressionsFound },
    problems: [...ofBody, 'invalid-request', 'unknown-account', 'storage-unavailable'],
  }),

  removeSuppressions: operation({
    method: 'POST',
    path: `${path}/remove`,
    tag: 'suppressions',
    role: 'operate',
    summary: "Lift a person's suppressions, or all of an import or a reason",
    description:
      'What they are suppressed for by other sources stays. Of a person what a list of the law says stays unless `reason` names it. `search` and `counts` tell later who lifted what, when and `why`.',
    params: AccountParams,
    body: SuppressionRemoval,
    responses: { 200: SuppressionsLifted },
    problems: [...ofBody, 'invalid-request', 'unknown-account', 'storage-unavailable'],
  }),
} as const
