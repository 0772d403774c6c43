import { closestName } from './message/index.js'
import type { AccountKeys, Redis } from './redis/index.js'
import { isServed, readServedAccounts } from './served/index.js'
import { UnknownAccountError } from './unknown-account-error.js'

/** While no account is known at all, that is asked again so often. */
const askedAgainMs = 10_000

interface Asked {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly account: string
}

/**
 * Answers what throws where messages would go to an account that nobody ever served. It asks Redis once; and again, while nobody has
 * served any.
 * @throws UnknownAccountError
 */
export function openAccountCheck({ redis, keys, account }: Asked): () => Promise<void> {
  let knownUntil = 0
  return async () => {
    if (performance.now() < knownUntil) return
    const known = await isServed(redis, keys, account)
    if (known === 'nobody') throw new UnknownAccountError(account, await closest(redis, account))
    knownUntil = known === 'served' ? Number.POSITIVE_INFINITY : performance.now() + askedAgainMs
  }
}

async function closest(redis: Redis, account: string): Promise<string | undefined> {
  const served = await readServedAccounts(redis)
  return closestName(
    account,
    served.map(({ name }) => name),
  )
}
