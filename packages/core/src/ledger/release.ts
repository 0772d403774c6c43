import type { Redis } from 'ioredis'
import { type AccountKeys, defineScript } from '../redis/index.js'
import { type Bookkeeping, bookkeepingArgs, bookkeepingKeys } from './bookkeeping.js'
import { entryLua } from './entry.lua.js'
import { releaseLua } from './release.lua.js'

const script = defineScript('disparoRelease', entryLua, releaseLua)

export interface ReleaseInput {
  readonly books: Bookkeeping
  readonly ids: readonly string[]
  /** Kept as the entry's detail: `proved-absent`, or who decided so. */
  readonly why: string
  /** Only messages that were unknown by then (epoch ms) are released. */
  readonly unknownBy: number
}

/**
 * Makes unknown messages `enqueued` again, because they were proved absent (or somebody answers for that). Answers which;
 * their jobs sleep in their lanes and have to be woken.
 */
export async function release(redis: Redis, keys: AccountKeys, input: ReleaseInput): Promise<string[]> {
  if (input.ids.length === 0) return []
  const args = [...bookkeepingArgs(keys, input.books), input.why, input.unknownBy, ...input.ids]
  return (await script(redis, bookkeepingKeys(keys), args)) as string[]
}
