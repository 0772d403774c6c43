import type { Operation, Operations } from '@disparo/api'

const account = '/v1/accounts/:account'
const batches = `${account}/batches`
const batch = `${batches}/:id`
const messages = `${account}/messages`
const suppressions = `${account}/suppressions`

/**
 * Where the console asks for what, as the contract has it. That alone is loaded: the schemas of the contract, which the
 * producer holds its answers to, would be a third of all that a browser loads.
 */
export const routes = {
  getSession: { method: 'GET', path: '/session' },
  startSession: { method: 'POST', path: '/session' },
  endSession: { method: 'DELETE', path: '/session' },

  getAccount: { method: 'GET', path: account },
  listActs: { method: 'GET', path: `${account}/audit` },

  listBatches: { method: 'GET', path: batches },
  sendBatch: { method: 'POST', path: batches },
  readTable: { method: 'POST', path: `${batches}/columns` },
  sendTest: { method: 'POST', path: `${batches}/test` },
  getBatch: { method: 'GET', path: batch },
  renameBatch: { method: 'PATCH', path: batch },
  getBatchMessages: { method: 'GET', path: `${batch}/messages` },
  getBatchSeries: { method: 'GET', path: `${batch}/series` },
  getBatchReasons: { method: 'GET', path: `${batch}/reasons` },
  getRejectedRows: { method: 'GET', path: `${batch}/rejected` },
  pauseBatch: { method: 'POST', path: `${batch}/pause` },
  resumeBatch: { method: 'POST', path: `${batch}/resume` },
  cancelBatch: { method: 'POST', path: `${batch}/cancel` },
  retryBatch: { method: 'POST', path: `${batch}/retry` },

  searchMessages: { method: 'POST', path: `${messages}/search` },
  getMessage: { method: 'GET', path: `${messages}/:id` },
  retryMessage: { method: 'POST', path: `${messages}/:id/retry` },
  getUnknown: { method: 'GET', path: `${account}/unknown` },
  resolveMany: { method: 'POST', path: `${account}/unknown/resolve` },

  listSuppressions: { method: 'GET', path: suppressions },
  addSuppressions: { method: 'POST', path: suppressions },
  getSuppressionCounts: { method: 'GET', path: `${suppressions}/counts` },
  searchSuppressions: { method: 'POST', path: `${suppressions}/search` },
  removeSuppressions: { method: 'POST', path: `${suppressions}/remove` },

  listTemplates: { method: 'GET', path: `${account}/templates` },
  syncTemplates: { method: 'POST', path: `${account}/templates/sync` },
} as const satisfies { readonly [Id in keyof Operations]?: Pick<Operation, 'method' | 'path'> }
