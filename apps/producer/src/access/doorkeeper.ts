import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { createFailureLog, type FailureLimit } from './failure-log.js'
import { type KnownUser, UserName } from './known-user.js'
import { networkOf } from './network-of.js'
import { fitsHash, type ScryptHash } from './scrypt-hash.js'
import { TooManyFailuresError } from './too-many-failures-error.js'
import { createTurnstile } from './turnstile.js'
import type { User } from './user.js'

export interface DoorkeeperOptions {
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number
  /** Wrong passwords for one name from one network. Default 10 in 5 min. */
  readonly perName?: FailureLimit
  /** Wrong passwords for any names from one network. Default 50 in 5 min. */
  readonly perNetwork?: FailureLimit
  /** Passwords checked at a time; more would leave too few of libuv's four threads to the rest. Default 2. */
  readonly checksAtATime?: number
  /** Passwords that may wait to be checked. Default 100. */
  readonly waitingChecks?: number
}

/**
 * Knows the users by their passwords. `from` is the remote address. A login that was right is known again in
 * microseconds, and is never refused because others failed from the same place.
 * @throws TooManyFailuresError, TooBusyError; both have `retryAfterMs`
 */
export interface Doorkeeper {
  byPassword(name: string, password: string, from: string): Promise<User | undefined>
  /** `md5` is the password's MD5 in hex, in either case. Finds only users with an `xmlPassword`. */
  byMd5(name: string, md5: string, from: string): Promise<User | undefined>
}

interface Claim {
  readonly by: 'password' | 'xmlPassword'
  readonly name: string
  readonly secret: string
}

interface Verified {
  readonly proof: Buffer
  readonly user: User
  until: number
}

const minute = 60_000
/** How long a login that was right is known without another check, after it was used. */
const rememberMs = 10 * minute

export function createDoorkeeper(users: readonly KnownUser[], options: DoorkeeperOptions = {}): Doorkeeper {
  const { now = () => performance.now() } = options
  const known = new Map(users.map((entry) => [entry.user.name, entry]))
  const failuresByName = createFailureLog(options.perName ?? { max: 10, windowMs: 5 * minute })
  const failuresByNetwork = createFailureLog(options.perNetwork ?? { max: 50, windowMs: 5 * minute })
  const turnstile = createTurnstile({
    width: options.checksAtATime ?? 2,
    waitingEach: options.waitingChecks ?? 20,
    refusal: 'More passwords wait to be checked than can be soon: try again',
    retryAfterMs: 2_000,
  })
  /** One for each user and kind of password at most, since only one password is right. */
  const verified = new Map<string, Verified>()
  const pending = new Map<string, Promise<User | undefined>>()
  const key = randomBytes(32)
  const prove = ({ by, name, secret }: Claim) =>
    createHmac('sha256', key)
      .update(JSON.stringify([by, name]))
      .update(secret)
      .digest()

  /** Names that nobody has cost what those of users do; which user's cost, is always the same for a name. */
  const decoyFor = (name: string): ScryptHash | undefined => {
    const number = createHmac('sha256', key).update(name).digest().readUInt32BE()
    return users[number % users.length]?.password
  }

  function recall({ by, name }: Claim, proof: Buffer): User | undefined {
    const found = verified.get(`${by}:${name}`)
    if (!found) return undefined
    if (found.until <= now()) {
      verified.delete(`${by}:${name}`)
      return undefined
    }
    if (!timingSafeEqual(found.proof, proof)) return undefined
    found.until = now() + rememberMs
    return found.user
  }

  async function check(claim: Claim, proof: Buffer): Promise<User | undefined> {
    const entry = known.get(claim.name)
    const hash = entry?.[claim.by]
    const decoy = hash ?? decoyFor(claim.name)
    const fits = decoy !== undefined && (await fitsHash(claim.secret, decoy))
    if (!entry || !hash || !fits) return undefined
    verified.set(`${claim.by}:${claim.name}`, { proof, user: entry.user, until: now() + rememberMs })
    return entry.user
  }

  /** Counts as a failure from the beginning, lest many passwords at once be tried before the first has failed. */
  async function count(claim: Claim, network: string, proof: Buffer): Promise<User | undefined> {
    const at = now()
    const takeBack = [failuresByName.add(placeOf(claim, network), at), failuresByNetwork.add(network, at)]
    const forgive = () => {
      for (const undo of takeBack) undo()
    }
    try {
      const user = await turnstile.pass(claim.name, () => check(claim, proof))
      if (user) forgive()
      return user
    } catch (error) {
      forgive()
      throw error
    }
  }

  async function admit(claim: Claim, from: string): Promise<User | undefined> {
    const proof = prove(claim)
    const remembered = recall(claim, proof)
    if (remembered) return remembered
    const network = networkOf(from)
    const waitMs = Math.max(
      failuresByName.waitMs(placeOf(claim, network), now()),
      failuresByNetwork.waitMs(network, now()),
    )
    if (waitMs > 0) throw new TooManyFailuresError(waitMs)
    // A client that begins with many connections shows the same password on all: one check answers them.
    const id = proof.toString('base64')
    const same = pending.get(id)
    if (same) return same
    const checked = count(claim, network, proof).finally(() => pending.delete(id))
    pending.set(id, checked)
    return checked
  }

  return {
    byPassword: (name, password, from) => admit({ by: 'password', name, secret: password }, from),
    byMd5: (name, md5, from) => admit({ by: 'xmlPassword', name, secret: md5.toLowerCase() }, from),
  }
}

/** What cannot be a name is counted as one, so that long names fill no memory. */
function placeOf({ name }: Claim, network: string): string {
  return `${network} ${UserName.safeParse(name).success ? name : ''}`
}
