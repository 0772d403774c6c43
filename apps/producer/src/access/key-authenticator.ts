import { type ApiKeys, holderOf } from '@disparo/service/keys'
import type { User, Users } from '@disparo/service/users'
import { TooManyFailuresError } from '../limits/too-many-failures-error.js'
import { createFailureLog, type FailureLimit } from './failure-log.js'
import { networkOf } from './network-of.js'

/**
 * Knows who asks by an API key. `from` is the remote address. A right key is never refused for the wrong ones that come from the same
 * place: nobody guesses one, so that wrong ones are counted only to slow down what repeats them.
 * @throws TooManyFailuresError; RedisUnavailableError within a second
 */
export interface KeyAuthenticator {
  byKey(text: string, from: string): Promise<User | undefined>
}

interface KeyAuthenticatorDeps {
  readonly keys: Pick<ApiKeys, 'find'>
  readonly users: Users
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number
  /** Wrong keys from one network. Default 10 in 5 min, as for passwords. */
  readonly perNetwork?: FailureLimit
}

export function createKeyAuthenticator({
  keys,
  users,
  now = () => performance.now(),
  perNetwork = { max: 10, windowMs: 300_000 },
}: KeyAuthenticatorDeps): KeyAuthenticator {
  const failures = createFailureLog(perNetwork)
  return {
    byKey: async (text, from) => {
      const key = await keys.find(text)
      // Of a user who is gone nothing is left.
      const maker = key && users.get(key.createdBy)
      if (maker) return holderOf(key, maker.user)
      const network = networkOf(from)
      const waitMs = failures.waitMs(network, now())
      if (waitMs > 0) throw new TooManyFailuresError(waitMs)
      failures.add(network, now())
      return undefined
    },
  }
}
