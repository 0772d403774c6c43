import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import type { PrivateRedis } from '../stack/private-redis.js'
import { startOwnRedis } from '../stack/start-redis.js'
import { delayMs, Recorded } from './recorded.js'
import { type Shift, shiftMoments } from './shift-moments.js'

const hourMs = 3_600_000
/** What is remembered longest, a paused batch, has a date so much later. */
const longestMs = 100 * 24 * hourMs

/** A Redis with what was recorded, as if it had been one or two hours ago. */
export async function openLayout(folder: string): Promise<{ redis: PrivateRedis; recorded: Recorded }> {
  const known = Recorded.parse(JSON.parse(await readFile(join(folder, 'recorded.json'), 'utf8')))
  const shift: Shift = {
    from: known.from - hourMs,
    to: known.to + longestMs,
    byMs: (Math.floor((Date.now() - known.to) / hourMs) - 1) * hourMs,
  }
  // Without a file of appended writes Redis reads this one.
  const redis = await startOwnRedis({ persistent: false })
  try {
    await redis.crash()
    await copyFile(join(folder, 'dump.rdb'), join(redis.folder, 'dump.rdb'))
    await redis.revive()
    await shiftAll(redis, shift)
  } catch (error) {
    await redis.stop()
    throw error
  }
  const upstream = known.upstream.map((arrival) => ({
    ...arrival,
    arrivedAt: arrival.arrivedAt + shift.byMs,
  }))
  return { redis, recorded: { ...known, upstream } }
}

async function shiftAll({ url }: PrivateRedis, shift: Shift): Promise<void> {
  const client = new Redis(url)
  try {
    for (const key of await client.keys('*')) {
      const at = await client.pexpiretime(key)
      if (at > 0) await client.pexpireat(key, at - delayMs + shift.byMs)
      // Some have expired by that.
      if ((await client.exists(key)) === 1) await shiftMoments(client, key, shift)
    }
  } finally {
    client.disconnect()
  }
}
