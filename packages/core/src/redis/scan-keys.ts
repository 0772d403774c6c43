import { Cluster } from 'ioredis'
import type { Redis } from './connection.js'

/** What one step of a scan found, and how many keys of how many it has looked at by now (both about). */
interface ScanStep {
  readonly keys: readonly string[]
  readonly scanned: number
  readonly total: number
}

/** Short enough to keep nobody waiting. */
const perStep = 1_000

/**
 * Goes through all keys of a pattern, step by step: each that is there from beginning to end comes at least once. Of a
 * Cluster every master is asked, whichever of them has the account.
 * @param most - keys looked at of each, about; default all
 */
export async function* scanKeys(
  redis: Redis,
  pattern: string,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<ScanStep> {
  const nodes: Pick<Redis, 'scan' | 'dbsize'>[] = redis instanceof Cluster ? redis.nodes('master') : [redis]
  const sizes = await Promise.all(nodes.map((node) => node.dbsize()))
  const of = sizes.reduce((sum, size) => sum + size, 0)
  let looked = 0
  for (const node of nodes) {
    let cursor = '0'
    let left = most
    do {
      const [next, keys] = await node.scan(cursor, 'MATCH', pattern, 'COUNT', perStep)
      cursor = next
      left -= perStep
      looked = Math.min(of, looked + perStep)
      yield { keys, scanned: looked, total: of }
    } while (cursor !== '0' && left > 0)
  }
}
