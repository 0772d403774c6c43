import { accountKeys, defineScript, type Redis } from '../../redis/index.js'
import { readServedAccounts, recordServed } from '../../served/index.js'
import { underListLease } from './list-lease.js'
import { allNames } from './list-names.js'
import { isCluster, type SuppressionList } from './suppression-lists.js'

/**
 * In a Cluster each account has a copy of the list of all accounts, for no script reads keys of two. The list has a version, which is counted
 * up before it changes; a copy has that of the list it is like. One that has another is made anew as a whole.
 */

/** Puts hashes in place of those of a copy. Keys: the copy's version. Arguments: start of its keys; for each the end of its key, how many fields, and these. */
const copyScript = defineScript(
  'disparoCopySuppressions',
  /* lua */ `
local at = 2
while at <= #ARGV do
  local key, count = ARGV[1] .. ARGV[at], tonumber(ARGV[at + 1])
  redis.call('DEL', key)
  for index = at + 2, at + 2 * count, 2 do redis.call('HSET', key, ARGV[index], ARGV[index + 1]) end
  at = at + 2 + 2 * count
end
return 0
`,
)

const namesAtOnce = 64

/** Changes a list, which says which of its hashes it touches (their names). In a Cluster it is answered once every account's copy has the change, too. */
export async function changeList<T>(
  list: SuppressionList,
  change: (touched: Set<string>) => Promise<T>,
): Promise<T> {
  const { redis, keys } = list
  if (list.scope !== 'all' || !isCluster(redis)) return change(new Set())
  return underListLease(list, async () => {
    const served = await readServedAccounts(redis)
    const accounts = served.flatMap(({ name, lastServed }) => (lastServed.worker ? [name] : []))
    const before = await versionOf(list)
    for (const account of accounts) await bringUpToDate(list, account, before)
    const version = String(await redis.incr(keys.suppressionVersion))
    const touched = new Set<string>()
    const answer = await change(touched)
    for (const account of accounts) {
      await copyHashes(list, account, [...touched])
      await redis.set(accountKeys(account).suppressionCopyVersion, version)
    }
    return answer
  })
}

/** Makes sure that an account has a copy of the list as it is, and that changes reach it from now on. Nothing where there is no Cluster. */
export async function ensureCopy(list: SuppressionList, account: string): Promise<void> {
  if (!isCluster(list.redis)) return
  // Who changes the list later knows of the account; who did before is waited for.
  await recordServed(list.redis, 'worker', [account])
  await underListLease(list, async () => bringUpToDate(list, account, await versionOf(list)))
}

async function versionOf({ redis, keys }: SuppressionList): Promise<string> {
  return (await redis.get(keys.suppressionVersion)) ?? '0'
}

async function bringUpToDate(list: SuppressionList, account: string, version: string): Promise<void> {
  const key = accountKeys(account).suppressionCopyVersion
  const known = await list.redis.get(key)
  if (known === version) return
  // Nobody was ever on it.
  if (version !== '0') await copyHashes(list, account, allNames)
  await list.redis.set(key, version)
}

async function copyHashes(list: SuppressionList, account: string, names: readonly string[]): Promise<void> {
  const { redis, keys } = list
  const copy = accountKeys(account)
  for (let at = 0; at < names.length; at += namesAtOnce) {
    const some = names.slice(at, at + namesAtOnce)
    const hashes = await readHashes(redis, keys.suppressed, some)
    const args = hashes.flatMap((hash, index) => [some[index] ?? '', hash.length / 2, ...hash])
    await copyScript(redis, [copy.suppressionCopyVersion], [`${copy.suppressed}all:`, ...args])
  }
}

async function readHashes(redis: Redis, start: string, names: readonly string[]): Promise<Buffer[][]> {
  const found = await Promise.all(names.map((name) => redis.hgetallBuffer(`${start}${name}`)))
  return found.map((hash) => Object.entries(hash).flatMap(([field, value]) => [Buffer.from(field), value]))
}
