import { timingSafeEqual } from 'node:crypto'
import { apiKeysKey, defineScript, type Redis, withTimeout } from '@disparo/core/internal/redis'
import type { ApiKey, KnownKey } from './api-key.js'
import { newKey, readKey } from './key-text.js'

/** So many are kept; those that ended long ago make room by themselves. */
export const mostKeys = 1_000
const endedMs = 31 * 86_400_000
const usedEveryMs = 60_000
const answerMs = 900

/** As many keys are there as may be. */
export class TooManyKeysError extends Error {
  readonly code = 'TOO_MANY_KEYS'

  constructor() {
    super(`There are ${mostKeys} keys already: revoke some that are not used any more`)
    this.name = 'TooManyKeysError'
  }
}

export type KeyToMake = Omit<ApiKey, 'id' | 'createdAt'>

/** The keys there are, in Redis: what one producer makes or revokes, all know at once. Each throws RedisUnavailableError within a second. */
export interface ApiKeys {
  /** `text` is shown once: it is not kept. @throws TooManyKeysError */
  create(key: KeyToMake): Promise<ApiKey & { readonly text: string }>
  /** The key of this text, unless it was revoked or has ended. Nothing is remembered: each time Redis is asked. */
  find(text: string): Promise<ApiKey | undefined>
  get(id: string): Promise<KnownKey | undefined>
  /** The newest first. */
  list(): Promise<readonly KnownKey[]>
  /** Whether there was one. */
  revoke(id: string): Promise<boolean>
}

type Kept = ApiKey & { readonly hash: string }

/** Each key has two fields: what it is, and when it was used last. Arguments: the two, the key as JSON, the most fields. */
const createScript = defineScript(
  'disparoCreateApiKey',
  `
if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[4]) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3], ARGV[2], '')
return 1
`,
)

/** A key that was revoked meanwhile stays away. Arguments: the field, the time (ms). */
const noteUseScript = defineScript(
  'disparoNoteApiKeyUse',
  `if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) end`,
)

const fieldsOf = (id: string) => [`k:${id}`, `u:${id}`] as const

export function openApiKeys(redis: Redis, now: () => number = Date.now): ApiKeys {
  const run = <T>(operation: () => Promise<T>) => withTimeout(redis, answerMs, operation)
  const read = (id: string) => run(() => redis.hmget(apiKeysKey, ...fieldsOf(id)))
  const revoke = async (id: string) => (await run(() => redis.hdel(apiKeysKey, ...fieldsOf(id)))) > 0

  const list = async () => {
    const fields = await run(() => redis.hgetall(apiKeysKey))
    const kept = Object.entries(fields).filter(([field]) => field.startsWith('k:'))
    const known = kept.map(([field, text]) => describe(text, fields[`u:${field.slice(2)}`]))
    return known.sort((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? -1 : 1))
  }

  return {
    list,
    revoke,
    create: async (given) => {
      for (const { id, expiresAt } of await list()) {
        if (expiresAt !== undefined && expiresAt + endedMs < now()) await revoke(id)
      }
      const { id, text } = newKey()
      const key = { ...given, id, createdAt: now() }
      const kept: Kept = { ...key, hash: readKey(text)?.hash ?? '' }
      const args = [...fieldsOf(id), JSON.stringify(kept), 2 * mostKeys]
      if ((await run(() => createScript(redis, [apiKeysKey], args))) !== 1) throw new TooManyKeysError()
      return { ...key, text }
    },
    find: async (text) => {
      const shown = readKey(text)
      if (!shown) return undefined
      const [known, used] = await read(shown.id)
      if (!known) return undefined
      const { hash, ...key } = JSON.parse(known) as Kept
      if (!isSame(hash, shown.hash) || (key.expiresAt !== undefined && key.expiresAt <= now()))
        return undefined
      if (now() - Number(used) >= usedEveryMs) {
        // Nobody waits for it, and without Redis the next use notes it.
        noteUseScript(redis, [apiKeysKey], [fieldsOf(key.id)[1], now()]).catch(() => {})
      }
      return key
    },
    get: async (id) => {
      const [known, used] = await read(id)
      return known ? describe(known, used) : undefined
    },
  }
}

function describe(kept: string, used: string | null | undefined): KnownKey {
  const { hash: _, ...key } = JSON.parse(kept) as Kept
  return { ...key, ...(used && { lastUsedAt: Number(used) }) }
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
