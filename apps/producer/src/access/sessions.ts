import { createHash, randomBytes } from 'node:crypto'
import { type Redis, sessionKey, withTimeout } from '@disparo/core/internal/redis'
import { formatHash, type KnownUser, type User, type Users } from '@disparo/service/users'

/** A browser that is logged in. */
export interface LiveSession {
  readonly user: User
  /** Epoch ms. */
  readonly endsAt: number
}

/** Sessions of browsers, kept in Redis so that any producer knows them. Each throws RedisUnavailableError within a second. */
export interface Sessions {
  /** A new one, under an id that nobody has seen before. */
  start(user: User): Promise<LiveSession & { readonly id: string }>
  /** Whom the id stands for, if its time is not over, the user is still there and has the same password. */
  find(id: string): Promise<LiveSession | undefined>
  /** Whether there was one. */
  end(id: string): Promise<boolean>
}

const hour = 3_600_000
/** Unused for so long it ends; used or not, it ends after a day (OWASP, "Session Management"). */
const idleMs = 8 * hour
const longestMs = 24 * hour
const answerMs = 900

interface SessionsDeps {
  readonly redis: Redis
  /** Those of now; they may change. */
  readonly users: Users
  readonly now?: () => number
}

export function createSessions({ redis, users, now = Date.now }: SessionsDeps): Sessions {
  const run = <T>(operation: () => Promise<T>) => withTimeout(redis, answerMs, operation)

  return {
    start: async (user) => {
      const entry = users.get(user.name)
      if (!entry) throw new Error('A session is for a user who is known')
      const id = randomBytes(32).toString('base64url')
      const endsAt = now() + longestMs
      const stored = JSON.stringify([user.name, passwordMark(entry), endsAt])
      await run(() => redis.set(keyOf(id), stored, 'PX', idleMs))
      return { id, user, endsAt }
    },
    find: async (id) => {
      if (!isId(id)) return undefined
      const stored = await run(() => redis.getex(keyOf(id), 'PX', idleMs))
      if (stored === null) return undefined
      const [name, mark, endsAt] = JSON.parse(stored) as [string, string, number]
      const entry = users.get(name)
      if (entry && passwordMark(entry) === mark && endsAt > now()) return { user: entry.user, endsAt }
      await run(() => redis.del(keyOf(id)))
      return undefined
    },
    end: async (id) => isId(id) && (await run(() => redis.del(keyOf(id)))) > 0,
  }
}

/** Of 256 bits, as `start` makes them: nothing else is looked for. */
function isId(id: string): boolean {
  return /^[\w-]{43}$/.test(id)
}

/** Who reads Redis finds no id there that a browser could show. */
function keyOf(id: string): string {
  return sessionKey(createHash('sha256').update(id).digest('base64url'))
}

/** Another one once the password is another: its hash has a salt, so that this tells nothing of it. */
function passwordMark({ password }: KnownUser): string {
  return createHash('sha256').update(formatHash(password)).digest('base64url').slice(0, 22)
}
