import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem, problemType } from '../problem/problem.js'
import { ProblemError } from '../problem/problem-error.js'
import type { Accounts } from './find-account.js'

const Health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' })

export interface HealthRouteOptions {
  readonly accounts: Accounts
  readonly isDraining: () => boolean
}

/**
 * Open to everybody: `/healthz` says that the process is up, `/readyz` that Redis takes writes and that the process is not about
 * to end. Of a Cluster any node will do: an account whose own is away must not take the others' door with it. The metric
 * `disparo_account_up` tells each.
 */
export const healthRoutes: FastifyPluginAsyncZod<HealthRouteOptions> = async (
  app,
  { accounts, isDraining },
) => {
  app.get(
    '/healthz',
    {
      schema: {
        operationId: 'health',
        tags: ['health'],
        summary: 'The process is up',
        security: [],
        response: { 200: Health },
      },
    },
    async () => ({ status: 'ok' as const }),
  )

  app.get(
    '/readyz',
    {
      schema: {
        operationId: 'readiness',
        tags: ['health'],
        summary: 'Redis takes writes, and the process is not about to end',
        security: [],
        response: {
          200: Health,
          503: {
            description: '/problems/storage-unavailable, /problems/storage-full, /problems/closing',
            content: { [problemType]: { schema: Problem } },
          },
        },
      },
    },
    async () => {
      if (isDraining())
        throw new ProblemError('closing', { detail: 'This process is about to end: ask another.' })
      await Promise.any([...accounts.values()].map((disparo) => disparo.ping())).catch(
        ({ errors }: AggregateError) => Promise.reject(errors[0]),
      )
      return { status: 'ok' as const }
    },
  )
}
