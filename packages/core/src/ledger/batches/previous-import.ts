import { createHash } from 'node:crypto'
import type { AccountKeys, Redis } from '../../redis/index.js'

const rememberedMs = 86_400_000

/** The batch that a file of the same name became, within a day. */
export interface PreviousImport {
  readonly id: string
  readonly rejectedRows: number
  /** Its input broke off, or is being read. */
  readonly unfinished: boolean
}

/** `undefined` where nothing of that batch went to anybody, too. Only a hash of the name is kept. */
export async function readPreviousImport(
  redis: Redis,
  keys: AccountKeys,
  name: string,
): Promise<PreviousImport | undefined> {
  const id = await redis.get(keyOf(keys, name))
  if (id === null) return undefined
  const [[rejectedRows, unfinished], total] = await Promise.all([
    redis.hmget(keys.batch(id), 'rejectedRows', 'unfinished'),
    redis.bitcount(keys.batchRows(id)),
  ])
  return total === 0
    ? undefined
    : { id, rejectedRows: Number(rejectedRows ?? 0), unfinished: unfinished === '1' }
}

export async function recordImport(
  redis: Redis,
  keys: AccountKeys,
  { name, id }: { readonly name: string; readonly id: string },
): Promise<void> {
  await redis.set(keyOf(keys, name), id, 'PX', rememberedMs)
}

function keyOf(keys: AccountKeys, name: string): string {
  return keys.importName(createHash('sha256').update(name).digest('base64url').slice(0, 22))
}
