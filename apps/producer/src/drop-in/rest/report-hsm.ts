import type { User } from '@disparo/service/users'
import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify'
import type { Accounts } from '../../accounts/find-account.js'
import { visibleAccounts } from '../account-address.js'
import { ok } from './envelope.js'
import { readReportPage } from './report-page.js'
import { readReportQuery } from './report-query.js'

interface ReportRouteOptions {
  readonly accounts: Accounts
  readonly onRequest: onRequestAsyncHookHandler
}

/** GET reports/hsm (seed 001, "Relatório via API"), answered from the ledger: no request goes to Hi Platform for it. */
export function reportRoute(app: FastifyInstance, { accounts, onRequest }: ReportRouteOptions): void {
  app.get('/reports/hsm', { onRequest, schema: { hide: true } }, async (request) => {
    const query = readReportQuery(request.query)
    return ok(await readReportPage(visibleAccounts(accounts, request.user as User), query))
  })
}
