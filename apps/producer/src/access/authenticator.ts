import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { ScryptHash, User } from '@disparo/service/users'
import { type KnownUser, UserName, type Users } from '@disparo/service/users'
import { TooManyFailuresError } from '../limits/too-many-failures-error.js'
import { createFailureLog, type FailureLimit } from './failure-log.js'
import { networkOf } from './network-of.js'
import { createPasswordChecks, type PasswordChecksOptions } from './password-checks.js'

export interface AuthenticatorOptions extends PasswordChecksOptions {
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number
  /** Wrong passwords for one name from one network. Default 10 in 5 min. */
  readonly perName?: FailureLimit
}

/**
 * Knows the users by their passwords. `from` is the remote address. A login that was right is known again in
 * microseconds, and is never refused because others failed from the same place. Nor is any right one because of names that nobody has,
 * however many come, from wherever: behind one address there may be a whole company.
 * @throws TooManyFailuresError, TooBusyError; both have `retryAfterMs`
 */
export interface Authenticator {
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
  /** Who it was then: with another password, or no more there, the login is over. */
  readonly entry: KnownUser
  until: number
}

const minute = 60_000
/** How long a login that was right is known without another check, after it was used. */
const rememberMs = 10 * minute

/** @param known - those of now; they may change */
export function createAuthenticator(known: Users, options: AuthenticatorOptions = {}): Authenticator {
  const { now = () => performance.now() } = options
  const perName = options.perName ?? { max: 10, windowMs: 5 * minute }
  // Apart, so that made-up names push no user's failures out of the memory.
  const failures = { ofUsers: createFailureLog(perName), ofNobody: createFailureLog(perName) }
  const failuresOf = ({ name }: Claim) => (known.has(name) ? failures.ofUsers : failures.ofNobody)
  const checks = createPasswordChecks(options)
  /** One for each user and kind of password at most, since only one password is right. */
  const verified = new Map<string, Verified>()
  const pending = new Map<string, Promise<User | undefined>>()
  const key = randomBytes(32).toString('base64url')
  // A proof is shown to nobody, so that the key in front is as good as an HMAC, and half its cost.
  const prove = ({ by, name, secret }: Claim) =>
    hash('sha256', key + JSON.stringify([by, name, secret]), 'buffer')

  /** Names that nobody has cost what those of users do; which user's cost, is always the same for a name. */
  const decoyFor = (name: string): ScryptHash | undefined => {
    const number = createHmac('sha256', key).update(name).digest().readUInt32BE()
    return [...known.values()][number % known.size]?.password
  }

  function recall({ by, name }: Claim, proof: Buffer): User | undefined {
    const found = verified.get(`${by}:${name}`)
    if (!found) return undefined
    if (found.until <= now() || known.get(name) !== found.entry) {
      verified.delete(`${by}:${name}`)
      return undefined
    }
    if (!timingSafeEqual(found.proof, proof)) return undefined
    found.until = now() + rememberMs
    return found.entry.user
  }

  async function check(claim: Claim, proof: Buffer): Promise<User | undefined> {
    const entry = known.get(claim.name)
    const hash = entry?.[claim.by]
    if (!entry || !hash) {
      const decoy = decoyFor(claim.name)
      if (decoy) await checks.pretend(claim.secret, decoy)
      return undefined
    }
    if (!(await checks.fits(claim.name, claim.secret, hash))) return undefined
    // The users may have changed while it was checked.
    if (known.get(claim.name) !== entry) return undefined
    verified.set(`${claim.by}:${claim.name}`, { proof, entry, until: now() + rememberMs })
    return entry.user
  }

  /** Counts as a failure from the beginning, lest many passwords at once be tried before the first has failed. */
  async function count(claim: Claim, network: string, proof: Buffer): Promise<User | undefined> {
    const forgive = failuresOf(claim).add(placeOf(claim, network), now())
    try {
      const user = await check(claim, proof)
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
    const waitMs = failuresOf(claim).waitMs(placeOf(claim, network), now())
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
