import { clockLua } from '../../gate/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { unpackId } from '../ids/packed-id.js'
import { packedIdLua } from '../ids/packed-id.lua.js'

/** A code that comes a second time has the messages of both requests. */
const rememberScript = defineScript(
  'disparoRecordRequest',
  clockLua,
  packedIdLua,
  `
local due, sent, list = KEYS[1], KEYS[2], KEYS[3]
local code, first_look, kept = ARGV[1], tonumber(ARGV[2]), ARGV[3]
-- Changes nothing, but after a first write that needs no memory the others pass even where there is none left.
redis.call('ZREM', due, '')
local now = gate_now()
redis.call('ZADD', sent, 'NX', now, code)
redis.call('ZADD', due, 'NX', now + first_look, code)
for index = 4, #ARGV do redis.call('RPUSH', list, id_keep(ARGV[index])) end
redis.call('PEXPIRE', list, kept)
`,
)

/** A request of many messages (50.01, seed 000) that is followed by the code in its answer. Times in epoch ms. */
export interface FollowedRequest {
  readonly code: string
  readonly sentAt: number
}

/** Longer than a request is followed, so that its list never goes before its code does. */
const keptLongerMs = 86_400_000

/**
 * Writes down which messages a request took, in the order of its contacts. Asked for in the same breath as they are
 * settled, and before: a worker that dies in between leaves none whose status nobody would look up.
 */
export async function recordRequest(
  redis: Redis,
  keys: AccountKeys,
  request: {
    readonly code: string
    readonly ids: readonly string[]
    readonly firstLookMs: number
    readonly maxAgeMs: number
  },
): Promise<void> {
  const { code, ids, firstLookMs, maxAgeMs } = request
  const keptMs = Math.ceil(maxAgeMs + keptLongerMs)
  await rememberScript(
    redis,
    [keys.requestsDue, keys.requestsSent, keys.request(code)],
    [code, firstLookMs, keptMs, ...ids],
  )
}

/** The requests whose looks are most overdue at `now` (epoch ms, Redis's clock), `limit` at most. */
export async function readDueRequests(
  redis: Redis,
  keys: AccountKeys,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<FollowedRequest[]> {
  const codes = await redis.zrangebyscore(keys.requestsDue, '-inf', now, 'LIMIT', 0, limit)
  if (codes.length === 0) return []
  const sent = await redis.zmscore(keys.requestsSent, ...codes)
  return codes.map((code, index) => ({ code, sentAt: Number(sent[index] ?? 0) }))
}

/** The ids of a request's messages, in the order of its contacts. */
export async function readRequestMessages(redis: Redis, keys: AccountKeys, code: string): Promise<string[]> {
  return (await redis.lrangeBuffer(keys.request(code), 0, -1)).map(unpackId)
}

/** Puts the next look off until `dueAt` (epoch ms). */
export async function postponeRequest(
  redis: Redis,
  keys: AccountKeys,
  { code, dueAt }: { readonly code: string; readonly dueAt: number },
): Promise<void> {
  await redis.zadd(keys.requestsDue, 'XX', dueAt, code)
}

/** Nothing of it is open any more, or it is too old. */
export async function removeRequest(redis: Redis, keys: AccountKeys, code: string): Promise<void> {
  await redis
    .multi()
    .zrem(keys.requestsDue, code)
    .zrem(keys.requestsSent, code)
    .del(keys.request(code))
    .exec()
}
