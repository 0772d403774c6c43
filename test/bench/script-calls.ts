import { scriptName } from '@disparo/core/internal/redis'
import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'

/** A script takes longer than that (µs), and most commands in one do not. */
const LOGGED_FROM_US = 10

/** Lets Redis log every script from now on. It needs room for them: `slowlog-max-len`. */
export async function logScripts(redis: Redis): Promise<void> {
  await redis.config('SET', 'slowlog-log-slower-than', `${LOGGED_FROM_US}`)
  await redis.slowlog('RESET')
}

/** Which scripts were called since then, ours and BullMQ's, by name: how often. Most first. */
export async function scriptCalls(redis: Redis): Promise<Map<string, number>> {
  const bullmq = await bullmqScripts(redis)
  const calls = new Map<string, number>()
  for (const [, , , [command, sha1 = ''] = []] of (await redis.slowlog('GET', '-1')) as LogEntry[]) {
    if (command?.toLowerCase() !== 'evalsha') continue
    const name = scriptName(sha1) ?? bullmq.get(sha1) ?? sha1
    calls.set(name, (calls.get(name) ?? 0) + 1)
  }
  return new Map([...calls].toSorted(([, one], [, other]) => other - one))
}

/** How long each call of a script has taken since then, µs. */
export async function scriptTimes(redis: Redis): Promise<number[]> {
  const entries = (await redis.slowlog('GET', '-1')) as LogEntry[]
  return entries.filter(([, , , [command]]) => command?.toLowerCase() === 'evalsha').map(([, , us]) => us)
}

type LogEntry = [id: number, at: number, us: number, args: string[]]

/** SHA-1 → name: BullMQ defines all of its scripts on a connection, each with its version. */
async function bullmqScripts(redis: Redis): Promise<Map<string, string>> {
  const queue = new Queue('scripts', { connection: redis, skipMetasUpdate: true })
  await queue.waitUntilReady()
  const { scriptsSet } = redis as unknown as { readonly scriptsSet: Record<string, { readonly sha: string }> }
  const names = Object.entries(scriptsSet).map(
    ([name, { sha }]) => [sha, name.split(':')[0] ?? name] as const,
  )
  await queue.close()
  return new Map(names)
}
