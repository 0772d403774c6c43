import type { NewApiKey } from '@disparo/api'
import { type ApiKeys, type KnownKey, mayManage, TooManyKeysError } from '@disparo/service/keys'
import { maySee, type User } from '@disparo/service/users'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { type Accounts, findAccount } from '../accounts/find-account.js'
import { invalidRequest } from '../problem/invalid-request.js'
import { ProblemError } from '../problem/problem-error.js'
import { acceptJson } from './read-body.js'
import { routeOf } from './route-of.js'

interface KeyRouteOptions {
  readonly accounts: Accounts
  readonly keys: ApiKeys
}

/** A thousand accounts. */
const bodyLimitBytes = 131_072
const longestMs = 10 * 366 * 86_400_000

/** API keys: made, listed and revoked. Who did so is kept with the accounts that they are for. */
export const keyRoutes: FastifyPluginAsyncZod<KeyRouteOptions> = async (app, { accounts, keys }) => {
  acceptJson(app, bodyLimitBytes)
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  const note = async (action: 'key-created' | 'key-revoked', { id, accounts: of }: KnownKey, by: string) => {
    const named = of === '*' ? [...accounts.keys()] : of.filter((name) => accounts.has(name))
    // It is done by then: whoever made a key must be told it.
    const noted = named.map((name) => findAccount(accounts, name).noteAct({ action, by, what: id }))
    await Promise.allSettled(noted)
  }

  app.route({
    ...routeOf('listKeys'),
    handler: async (request) => {
      const user = request.user as User
      return { keys: (await keys.list()).filter((key) => mayManage(user, key)).map(plainKey) }
    },
  })

  app.route({
    ...routeOf('createKey'),
    handler: async (request, reply) => {
      const user = request.user as User
      const { expiresAt, ...given } = request.body
      refuseMore(user, given, accounts)
      const ends = expiresAt === undefined ? undefined : Date.parse(expiresAt)
      if (ends !== undefined && !(ends > Date.now() && ends < Date.now() + longestMs)) {
        throw wrongField('expiresAt', 'must be ahead, by 10 years at most')
      }
      const { text, ...key } = await keys
        .create({ ...given, createdBy: user.name, ...(ends !== undefined && { expiresAt: ends }) })
        .catch(explain)
      await note('key-created', key, user.name)
      request.log.info({ event: 'key:created', key: key.id, name: key.name, user: user.name })
      return reply.code(201).send({ ...plainKey(key), key: text })
    },
  })

  app.route({
    ...routeOf('revokeKey'),
    handler: async (request) => {
      const user = request.user as User
      const key = await keys.get(request.params.id)
      if (!key || !mayManage(user, key)) return { revoked: false }
      const revoked = await keys.revoke(key.id)
      if (revoked) await note('key-revoked', key, user.name)
      request.log.info({ event: 'key:revoked', key: key.id, name: key.name, user: user.name })
      return { revoked }
    },
  })
}

/** A key may no more than who makes it, and makes no other: one that got into wrong hands would outlive its revocation. */
function refuseMore(user: User, { roles, accounts }: NewApiKey, known: Accounts): void {
  if (user.isKey) throw forbidden('A key makes no other: ask with a user and password.')
  const lacking = roles.find((role) => !user.roles.has(role))
  if (lacking)
    throw forbidden(`Your user does not have the role "${lacking}": its keys cannot have it either.`)
  if (accounts === '*') {
    if (user.accounts !== '*') throw forbidden('Your user does not see all accounts: name those of the key.')
    return
  }
  const unknown = accounts.findIndex((name) => !known.has(name) || !maySee(user, name))
  if (unknown >= 0) throw wrongField(`accounts[${unknown}]`, 'is no account that is open to you')
}

function plainKey({ roles, accounts, createdAt, expiresAt, lastUsedAt, ...key }: KnownKey) {
  return {
    ...key,
    roles: [...roles],
    accounts: accounts === '*' ? accounts : [...accounts],
    createdAt: moment(createdAt),
    ...(expiresAt !== undefined && { expiresAt: moment(expiresAt) }),
    ...(lastUsedAt !== undefined && { lastUsedAt: moment(lastUsedAt) }),
  }
}

function moment(ms: number): string {
  return new Date(ms).toISOString()
}

function explain(error: unknown): never {
  if (!(error instanceof TooManyKeysError)) throw error
  throw new ProblemError('too-many-keys', { detail: `${error.message}.` })
}

function forbidden(detail: string): ProblemError {
  return new ProblemError('forbidden', { detail })
}

function wrongField(path: string, message: string): ProblemError {
  return invalidRequest('body', [{ path, message }])
}
