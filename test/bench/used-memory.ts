import { setTimeout } from 'node:timers/promises'
import type { Redis } from 'ioredis'

const LOOK_EVERY_MS = 200
const LOOKS_AT_MOST = 50
/** Buffers of connections come and go by that much. */
const STEADY_BYTES = 16 * 1024

/** Redis's `used_memory`, once it has come to rest and has freed what was removed in the background. */
export async function usedMemory(redis: Redis): Promise<number> {
  let before = Number.NaN
  for (let look = 0; look < LOOKS_AT_MOST; look++) {
    const info = await redis.info('memory')
    const used = infoNumber(info, 'used_memory')
    if (infoNumber(info, 'lazyfree_pending_objects') === 0 && Math.abs(used - before) < STEADY_BYTES)
      return used
    before = used
    await setTimeout(LOOK_EVERY_MS)
  }
  throw new Error('The memory of Redis does not come to rest: does somebody else use it?')
}

/** What keys take altogether, in bytes; a key that is not there takes nothing. */
export async function memoryOfKeys(redis: Redis, keys: readonly string[]): Promise<number> {
  const sizes = await Promise.all(keys.map((key) => redis.memory('USAGE', key, 'SAMPLES', 0)))
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
}

/** A field of INFO's answer. @throws RangeError when it is not there */
export function infoNumber(info: string, field: string): number {
  const value = Number(infoText(info, field))
  if (Number.isNaN(value)) throw new RangeError(`INFO has no number ${field}`)
  return value
}

export function infoText(info: string, field: string): string | undefined {
  return info
    .split('\r\n')
    .find((line) => line.startsWith(`${field}:`))
    ?.slice(field.length + 1)
}
