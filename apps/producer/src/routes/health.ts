import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem, problemType } from '../problem/problem.js'
import type { Accounts } from './find-account.js'

const Health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' })

/** Open to everybody: `/healthz` says that the process is up, `/readyz` that Redis answers for every account. */
export const healthRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
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
        summary: 'Redis answers',
        security: [],
        response: {
          200: Health,
          503: {
            description: '/problems/storage-unavailable',
            content: { [problemType]: { schema: Problem } },
          },
        },
      },
    },
    async () => {
      await Promise.all([...accounts.values()].map((disparo) => disparo.ping()))
      return { status: 'ok' as const }
    },
  )
}
