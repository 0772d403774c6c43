import { setTimeout } from 'node:timers/promises'
import { Redis } from 'ioredis'

const LOOK_MS = 50

/** What a server says of its replication, by name: `role`, `master_link_status`, `master_repl_offset` … */
type Replication = Readonly<Record<string, string>>

export async function readReplication(url: string): Promise<Replication> {
  const redis = new Redis(url, { retryStrategy: () => null })
  redis.on('error', () => undefined)
  try {
    const lines = (await redis.info('replication')).split(/\r?\n/)
    return Object.fromEntries(lines.map((line) => line.split(':', 2)))
  } finally {
    redis.disconnect()
  }
}

/** Resolves when the replicas have all that the master has, and nothing more has come meanwhile. */
export async function replicated(master: string, replicas: readonly string[]): Promise<void> {
  for (let before: string | undefined; ; await setTimeout(LOOK_MS)) {
    const all = await Promise.all([master, ...replicas].map(readReplication))
    const [offset, ...others] = all.map((each) => each.master_repl_offset)
    const linked = all.slice(1).every((each) => each.master_link_status === 'up')
    if (linked && offset === before && others.every((other) => other === offset)) return
    before = offset
  }
}

/** Resolves when the condition holds; asks every 50 ms, and takes a failure for a no. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds().catch(() => false))) await setTimeout(LOOK_MS)
}
