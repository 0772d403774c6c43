import { openPersons } from '@disparo/core/internal/persons'
import type { AccountKeys } from '@disparo/core/internal/redis'
import type { Redis } from 'ioredis'

const DAY_MS = 86_400_000
export const CAP = { max: 3, days: 7, onCap: 'skip' } as const
const WINDOW_MS = CAP.days * DAY_MS
/** As contacts/caps/cap-counter.lua.ts has them. */
const HASHES = 16_384
/** At 500 a minute a hash is written to so often until it is swept again. */
const WRITES_A_SWEEP = 77
export const RETENTION_MS = 31 * DAY_MS
const HASHES_PER_CALL = 500

/**
 * The counters of an account that has run for a while: a person has got one message or two within the days of the cap, and of the hashes as
 * many are due to be swept as are at any moment.
 */
export async function fillCounters(
  { redis, keys }: { readonly redis: Redis; readonly keys: AccountKeys },
  persons: number,
): Promise<void> {
  const marks = await openPersons({ redis, keys, retentionMs: RETENTION_MS }).marks()
  const now = Math.floor(Date.now() / 1_000)
  const hashes = new Map<number, (string | Buffer | number)[]>()
  for (let index = 0; index < persons; index += 1) {
    const mark = marks.of(recipientOf(index))
    const [a, b, c] = [0, 1, 2].map((at) => mark.charCodeAt(at)) as [number, number, number]
    const place = (a * 5_041 + b * 71 + c) % HASHES
    const fields = hashes.get(place) ?? []
    hashes.set(place, fields)
    fields.push(mark.slice(2), timesOf(index, now))
    if (fields.length === 2) fields.push('~', sweptAt(place, now))
  }
  const all = [...hashes]
  for (let first = 0; first < all.length; first += HASHES_PER_CALL) {
    const pipeline = redis.pipeline()
    for (const [place, fields] of all.slice(first, first + HASHES_PER_CALL)) {
      pipeline.hset(`${keys.capped}:${place}`, ...fields)
      pipeline.pexpire(`${keys.capped}:${place}`, 2 * WINDOW_MS)
    }
    await pipeline.exec()
  }
  await redis.hset(keys.capped, { window: WINDOW_MS, until: Date.now() + DAY_MS, at: Date.now() })
}

/** Whom messages are for, by a number from 0: of many area codes, as a campaign's are. */
export function recipientOf(index: number): string {
  const areas = [11, 21, 31, 41, 51, 61, 71, 81, 65, 92]
  return `55${areas[index % areas.length]}97${String(Math.floor(index / areas.length)).padStart(7, '0')}`
}

function timesOf(index: number, now: number): Buffer {
  const count = index % 5 === 0 ? 2 : 1
  const times = Buffer.alloc(4 * count)
  for (let at = 0; at < count; at += 1)
    times.writeUInt32BE(now - ((index * 7_919) % (WINDOW_MS / 2_000)) - 1, at * 4)
  return times
}

function sweptAt(place: number, now: number): number {
  const period = WINDOW_MS / 4_000
  return place % WRITES_A_SWEEP === 0 ? now - period - 60 : now - ((place * 7_919) % (period - 3_600))
}
