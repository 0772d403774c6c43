import type { Redis } from '@disparo/core/internal/redis'

/** One server, be it a master of a Cluster. */
export type Server = Pick<Redis, 'info' | 'config' | 'time'>

/** What a Redis says of itself, and how it was reached. */
export interface RedisFacts {
  /** The lines of `INFO`, by their names. */
  readonly info: Readonly<Record<string, string>>
  /** `appendfsync`, where `CONFIG` is not refused, as managed services do. */
  readonly appendfsync?: string
  /** `hash-max-listpack-value`, bytes; where `CONFIG` is refused, nothing is known of it. */
  readonly hashMaxListpackValue?: number
  /** How far its clock is ahead of this machine's, ms. */
  readonly skewMs: number
  /** The middle one of a few round trips, ms. */
  readonly latencyMs: number
}

const roundTrips = 9

export async function readRedisFacts(redis: Server): Promise<RedisFacts> {
  const sections = await Promise.all(
    (['server', 'memory', 'persistence', 'replication'] as const).map((name) => redis.info(name)),
  )
  const setting = (name: string) =>
    redis.config('GET', name).then(
      (reply) => (reply as string[])[1],
      () => undefined,
    )
  const appendfsync = await setting('appendfsync')
  // Before Redis 7 it has another name.
  const listpack = (await setting('hash-max-listpack-value')) ?? (await setting('hash-max-ziplist-value'))
  return {
    info: parseInfo(sections.join('\n')),
    ...(appendfsync === undefined ? {} : { appendfsync }),
    ...(listpack === undefined ? {} : { hashMaxListpackValue: Number(listpack) }),
    ...(await measure(redis)),
  }
}

/** Reads `name:value` lines; a value may have colons of its own. */
export function parseInfo(text: string): Record<string, string> {
  const pairs = text.split(/\r?\n/).flatMap((line) => {
    const end = line.indexOf(':')
    return line.startsWith('#') || end < 0 ? [] : [[line.slice(0, end), line.slice(end + 1)]]
  })
  return Object.fromEntries(pairs)
}

/** The quickest answer tells most about the clock: its time was taken half a round trip ago. */
async function measure(redis: Server): Promise<Pick<RedisFacts, 'skewMs' | 'latencyMs'>> {
  const trips: { ms: number; skewMs: number }[] = []
  for (let trip = 0; trip < roundTrips; trip++) {
    const [started, before] = [performance.now(), Date.now()]
    const [seconds, micros] = await redis.time()
    const ms = performance.now() - started
    trips.push({ ms, skewMs: Number(seconds) * 1_000 + Number(micros) / 1_000 - (before + ms / 2) })
  }
  trips.sort((one, other) => one.ms - other.ms)
  const middle = trips[Math.floor(roundTrips / 2)]
  return { skewMs: Math.round(trips[0]?.skewMs ?? 0), latencyMs: middle?.ms ?? 0 }
}
