import type { FastifyInstance } from 'fastify'
import type { Authenticators } from '../../access/by-authorization.js'
import type { AddressBook } from '../account-address.js'
import { createRequestQuota } from '../request-quota.js'
import { acceptAnyJson } from './accept-any-json.js'
import { admit } from './admit.js'
import { answerNoRoute, answerRefusal } from './answer-refusal.js'
import { reportRoute } from './report-hsm.js'
import { sendTemplateRoute } from './send-template.js'

/** How much a user may ask for, in the windows that the seed has. */
export interface RestDropInQuotas {
  readonly sendsPerMinute: number
  readonly reportsPer10Minutes: number
}

interface RestDropInOptions {
  readonly book: AddressBook
  readonly authenticators: Authenticators
  readonly bodyLimitBytes: number
  readonly quotas: RestDropInQuotas
}

/** Seed 001, "Endereço base". */
export const restDropInPrefix = '/platform/whatsappconnect/1.0/api'

/** Hi Platform's own REST API (seed 001), for programs that call it today. Register it with its prefix. */
export async function restDropIn(app: FastifyInstance, options: RestDropInOptions): Promise<void> {
  const { book, authenticators, quotas } = options
  const sends = createRequestQuota({ max: quotas.sendsPerMinute, windowMs: 60_000 })
  const reports = createRequestQuota({ max: quotas.reportsPer10Minutes, windowMs: 600_000 })
  app.setErrorHandler(answerRefusal)
  app.setNotFoundHandler(answerNoRoute)
  acceptAnyJson(app, options.bodyLimitBytes)
  sendTemplateRoute(app, { book, onRequest: admit(authenticators, { role: 'send', quota: sends }) })
  reportRoute(app, {
    accounts: book.accounts,
    onRequest: admit(authenticators, { role: 'read', quota: reports }),
  })
}
