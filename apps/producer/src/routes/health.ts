import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Accounts } from '../accounts/find-account.js'
import { ProblemError } from '../problem/problem-error.js'
import { routeOf } from './route-of.js'

interface HealthRouteOptions {
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
  app.route({ ...routeOf('health'), handler: async () => ({ status: 'ok' as const }) })

  app.route({
    ...routeOf('readiness'),
    handler: async () => {
      if (isDraining())
        throw new ProblemError('closing', { detail: 'This process is about to end: ask another.' })
      await Promise.any([...accounts.values()].map((disparo) => disparo.ping())).catch(
        ({ errors }: AggregateError) => Promise.reject(errors[0]),
      )
      return { status: 'ok' as const }
    },
  })
}
