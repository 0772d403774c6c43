import { createHash } from 'node:crypto'
import type { WorkerAccounts } from '../settings/index.js'

interface SelectedAccounts<Account> {
  readonly accounts: readonly Account[]
  /** Names that are asked for, and are none of an account. */
  readonly unknown: readonly string[]
}

/**
 * Which of all accounts a worker serves. A share is found by rendezvous hashing of the name: workers with `1/3`, `2/3` and
 * `3/3` serve each account exactly once, and where 3 becomes 4 a quarter of the accounts move, all to the fourth.
 */
export function selectAccounts<Account extends { readonly name: string }>(
  all: readonly Account[],
  asked: WorkerAccounts | undefined,
): SelectedAccounts<Account> {
  if (!asked) return { accounts: all, unknown: [] }
  if ('of' in asked) {
    return { accounts: all.filter(({ name }) => shardOf(name, asked.of) === asked.shard), unknown: [] }
  }
  const known = new Set(all.map(({ name }) => name))
  return {
    accounts: all.filter(({ name }) => asked.names.includes(name)),
    unknown: asked.names.filter((name) => !known.has(name)),
  }
}

/** From 1 to `shards`: the one that draws the highest lot for this name. */
function shardOf(name: string, shards: number): number {
  let [best, highest] = [1, -1]
  for (let shard = 1; shard <= shards; shard++) {
    const lot = createHash('sha256').update(`${name}/${shard}`).digest().readUIntBE(0, 6)
    if (lot > highest) [best, highest] = [shard, lot]
  }
  return best
}
