import {
  type Disparo,
  InvalidMessageError,
  type Unsuppressed,
  type UnsuppressManyOptions,
} from '@disparo/core'
import type { User } from '@disparo/service/users'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { invalidRequest } from '../problem/invalid-request.js'
import { plainLift, plainSuppression } from './export-suppressions.js'
import { acceptJson } from './read-body.js'
import { routeOf } from './route-of.js'
import { changeToLog, refuseListOfAll } from './suppression-scope.js'

const bodyLimitBytes = 4_096

/** Whether a person is suppressed; and who is lifted from the lists. */
export const suppressedPersonRoutes: FastifyPluginAsyncZod<{ readonly accounts: Accounts }> = async (
  app,
  { accounts },
) => {
  acceptJson(app, bodyLimitBytes)

  app.route({
    ...routeOf('searchSuppressions'),
    handler: async ({ params: { account }, body }) => {
      const found = await findAccount(accounts, account).suppressionsOf(body.to).catch(explain)
      const { suppressions, lifts, ...rest } = found
      return {
        ...rest,
        suppressions: suppressions.map(plainSuppression),
        ...(lifts && { lifts: lifts.map(plainLift) }),
      }
    },
  })

  app.route({
    ...routeOf('removeSuppressions'),
    handler: async ({ params, body, log, user }) => {
      refuseListOfAll(user as User, body.scope)
      const disparo = findAccount(accounts, params.account)
      const { lifted, remaining, incomplete } = await lift(disparo, body, user?.name).catch(explain)
      log.info({
        event: 'suppression:lifted',
        account: disparo.account,
        ...changeToLog(body),
        lifted,
        user: user?.name,
      })
      return {
        lifted,
        ...(remaining && { remaining: remaining.map(plainSuppression) }),
        ...(incomplete && { incomplete }),
      }
    },
  })
}

interface Removal extends Omit<UnsuppressManyOptions, 'to'> {
  readonly to?: string | undefined
  readonly person?: string | undefined
  readonly until?: string | undefined
}

function lift(
  disparo: Disparo,
  { to, person, until, ...which }: Removal,
  liftedBy: string | undefined,
): Promise<Unsuppressed> {
  const { reason, scope, why } = which
  const ofPerson = { reason, scope, why, liftedBy }
  if (to !== undefined) return disparo.unsuppress(to, ofPerson)
  if (person !== undefined) return disparo.unsuppress({ person }, ofPerson)
  return disparo.unsuppressMany({ ...which, to: until, liftedBy })
}

function explain(error: unknown): never {
  throw error instanceof InvalidMessageError ? invalidRequest('body', error.problems) : error
}
