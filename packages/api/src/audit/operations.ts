import { AccountParams, operation } from '../operation/index.js'
import { AuditPage, AuditQuery } from './act.js'

export const auditOperations = {
  listActs: operation({
    method: 'GET',
    path: '/v1/accounts/:account/audit',
    tag: 'gate',
    role: 'operate',
    orRole: 'admin',
    summary: 'Who did what, the latest first',
    description:
      'What people and programs did through this service: kept for `ledgerDays`, 50,000 acts at most. With a filter 5,000 are looked at for a page, which may therefore be short: go on while there is a `next`.',
    params: AccountParams,
    query: AuditQuery,
    responses: { 200: AuditPage },
    problems: ['invalid-request', 'unknown-account', 'storage-unavailable'],
  }),
} as const
