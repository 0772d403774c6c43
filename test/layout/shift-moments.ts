import type { Redis } from 'ioredis'

/** Moments (epoch ms) from `from` to `to` become so much later. `byMs` is in whole hours, for slices and logs are by the clock. */
export interface Shift {
  readonly from: number
  readonly to: number
  readonly byMs: number
}

const sliceMs = 30_000
const hourMs = 3_600_000
/** BullMQ counts jobs of the same moment in the last 12 bits (its Lua: `delayedTimestamp * 0x1000`). */
const delayedUnit = 0x1000

/**
 * Makes all that one account has in Redis so much later, as if it had been recorded then: whatever number can only be a
 * moment of the recording, and the numbers of slices and hours in keys and fields.
 */
export async function shiftMoments(redis: Redis, key: string, shift: Shift): Promise<void> {
  const rewrite = { string: shiftString, hash: shiftHash, zset: shiftScores, stream: shiftStream }
  const type = await redis.type(key)
  // Lists and sets are of ids.
  if (Object.hasOwn(rewrite, type)) await rewrite[type as keyof typeof rewrite](redis, key, shift)
  const later = shiftName(key, shift)
  if (later !== key) await redis.rename(key, later)
}

/** Every number of 13 digits that is one of the moments. */
function shiftText(text: string, { from, to, byMs }: Shift): string {
  return text.replaceAll(/(?<!\d)\d{13}(?!\d)/g, (digits) =>
    Number(digits) >= from && Number(digits) <= to ? `${Number(digits) + byMs}` : digits,
  )
}

function shiftName(key: string, { byMs }: Shift): string {
  return key
    .replace(/(?<=:slice:)\d+$/, (n) => `${Number(n) + byMs / sliceMs}`)
    .replace(/(?<=:dispatched:)\d+$/, (hour) => `${Number(hour) + byMs / hourMs}`)
}

async function shiftString(redis: Redis, key: string, shift: Shift): Promise<void> {
  if (key.includes(':dispatched:')) return shiftLog(redis, key, shift)
  const text = await redis.getBuffer(key)
  if (text === null || !isText(text)) return
  await redis.set(key, shiftText(text.toString(), shift), 'KEEPTTL')
}

/** Records of 24 bytes that begin with epoch seconds. */
async function shiftLog(redis: Redis, key: string, { byMs }: Shift): Promise<void> {
  const log = (await redis.getBuffer(key)) ?? Buffer.alloc(0)
  for (let at = 0; at < log.length; at += 24) log.writeUInt32BE(log.readUInt32BE(at) + byMs / 1_000, at)
  await redis.set(key, log, 'KEEPTTL')
}

async function shiftHash(redis: Redis, key: string, shift: Shift): Promise<void> {
  const isOfSlices = /:slices:\w+$/.test(key)
  for (const [field, value] of Object.entries(await redis.hgetallBuffer(key))) {
    const later = isOfSlices ? shiftStep(field, shift) : field
    if (later !== field) await redis.hdel(key, field)
    await redis.hset(key, later, isText(value) ? shiftText(value.toString(), shift) : value)
  }
}

/** A step by itself, or the first of a long slice: `120:<step>:open`. */
function shiftStep(field: string, { byMs }: Shift): string {
  return field.replace(
    /^(\d+:)?(\d+)(?=:|$)/,
    (_, length = '', n) => `${length}${Number(n) + byMs / sliceMs}`,
  )
}

async function shiftScores(redis: Redis, key: string, { from, to, byMs }: Shift): Promise<void> {
  const unit = key.endsWith(':delayed') ? delayedUnit : 1
  const known = await redis.zrange(key, 0, '-1', 'WITHSCORES')
  for (let n = 0; n < known.length; n += 2) {
    const [member = '', score = ''] = known.slice(n, n + 2)
    const moment = Number(score) / unit
    if (moment >= from && moment <= to) await redis.zadd(key, `${Number(score) + byMs * unit}`, member)
  }
}

/** A stream's ids are moments, too. */
async function shiftStream(redis: Redis, key: string, shift: Shift): Promise<void> {
  const entries = await redis.xrange(key, '-', '+')
  const ttl = await redis.pexpiretime(key)
  await redis.del(key)
  for (const [id, fields] of entries) {
    await redis.xadd(key, shiftText(id, shift), ...fields.map((text) => shiftText(text, shift)))
  }
  if (ttl > 0) await redis.pexpireat(key, ttl)
}

function isText(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString()).equals(bytes)
}
