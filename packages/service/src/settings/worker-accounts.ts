import { AccountName } from '@disparo/core/internal/account'
import { z } from 'zod'

/** Which accounts a worker serves: some by name, or its share of all of them: the `shard`-th of `of`. */
export type WorkerAccounts =
  | { readonly names: readonly string[] }
  | { readonly shard: number; readonly of: number }

const mostShards = 256
const must = `must be names of accounts, with commas between them, or a share such as "1/3" (of ${mostShards} at most)`

/** `loja,banco`, or `2/3`. */
export const WorkerAccounts = z.string().transform((text, context): WorkerAccounts => {
  const [, shard, of] = /^\s*(\d{1,3})\s*\/\s*(\d{1,3})\s*$/.exec(text)?.map(Number) ?? []
  if (shard !== undefined && of !== undefined) {
    if (shard >= 1 && shard <= of && of <= mostShards) return { shard, of }
  } else {
    const names = text.split(',').map((name) => name.trim())
    if (names.every((name) => AccountName.safeParse(name).success)) return { names: [...new Set(names)] }
  }
  context.issues.push({ code: 'custom', message: must, input: '' })
  return z.NEVER
})
