import { setTimeout as wait } from 'node:timers/promises'
import { fitsHash, type ScryptHash } from '@disparo/service/users'
import { createSemaphore } from '../limits/semaphore.js'

export interface PasswordChecksOptions {
  /** Passwords checked at a time; more would leave too few of libuv's four threads to the rest. Default 2. */
  readonly checksAtATime?: number
  /** Passwords for one name that may wait to be checked. Default 20. */
  readonly waitingChecks?: number
}

interface PasswordChecks {
  /** Whether this is the user's secret. @throws TooBusyError when many wait, of this user alone */
  fits(user: string, secret: string, hash: ScryptHash): Promise<boolean>
  /**
   * Takes as long as a check, for a name that nobody has. One is made at a time and measured; the others wait for as long and cost
   * nothing, so that made-up names keep no user waiting.
   * @throws TooBusyError where no password can be checked at all
   */
  pretend(secret: string, decoy: ScryptHash): Promise<void>
}

/** No user has this name. */
const nobody = ''

/** Checks passwords, a few at a time: each costs some 160 ms of a processor. Users take turns. */
export function createPasswordChecks(options: PasswordChecksOptions): PasswordChecks {
  const semaphore = createSemaphore({
    ...{ permits: options.checksAtATime ?? 2, permitsEach: 1, waitingEach: options.waitingChecks ?? 20 },
    ...{ refusal: 'More passwords wait to be checked than can be soon: try again', retryAfterMs: 2_000 },
  })
  /** How long the last check took, with its waiting, by the hash it was made against. */
  const lastMs = new WeakMap<ScryptHash, number>()
  let pretending: Promise<unknown> | undefined

  async function fits(user: string, secret: string, hash: ScryptHash): Promise<boolean> {
    const begun = performance.now()
    const does = await semaphore.run(user, () => fitsHash(secret, hash))
    lastMs.set(hash, performance.now() - begun)
    return does
  }

  async function pretend(secret: string, decoy: ScryptHash): Promise<void> {
    while (pretending) {
      const ms = lastMs.get(decoy)
      if (ms !== undefined) return wait(ms)
      await pretending.catch(() => {}) // Whose it is, hears of it.
    }
    pretending = fits(nobody, secret, decoy).finally(() => {
      pretending = undefined
    })
    await pretending
  }

  return { fits, pretend }
}
