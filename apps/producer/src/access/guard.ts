import { maySee, type Role, type User } from '@disparo/service/users'
import type { FastifyInstance } from 'fastify'
import { type Accounts, findAccount, unknownAccount } from '../accounts/find-account.js'
import { authenticate, type Credentials, elsewhere } from './authenticate.js'
import { requireRole } from './require-role.js'
import { isCrossOrigin } from './same-origin.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; `null` where nobody has to say so. */
    user: User | null
  }
  interface FastifyContextConfig {
    /** What a user must be allowed, to use this route. */
    role?: Role
    /** Another role that will do. */
    orRole?: Role
  }
}

interface GuardOptions extends Credentials {
  readonly accounts: Accounts
}

/**
 * Lets nobody in to this app's routes without a password (401), the route's role (403) and its account (404), before
 * the body is read. An account of others is answered as one that is not there, so that names do not leak.
 */
export function guard(app: FastifyInstance, { accounts, ...credentials }: GuardOptions): void {
  app.addHook('onRoute', ({ method, url, config }) => {
    if (!config?.role) throw new Error(`${method} ${url} must say which role it needs`)
  })
  app.addHook('onRequest', async (request, reply) => {
    const user = await authenticate(credentials, request, reply)
    request.user = user
    const { role, orRole } = request.routeOptions.config
    requireRole(user, role, orRole)
    // A browser that knows the password, from the board, sends it whoever's page asks.
    if (isCrossOrigin(request)) throw elsewhere()
    const { account } = request.params as { account?: string }
    if (account === undefined) return
    if (!maySee(user, account)) throw unknownAccount()
    findAccount(accounts, account)
  })
}
