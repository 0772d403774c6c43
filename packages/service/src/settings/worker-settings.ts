import { AccountName } from '@disparo/core/internal/account'
import { z } from 'zod'
import { SharedSettings } from './shared-settings.js'
import { wholeNumber } from './whole-number.js'

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

/** What a worker is told. Here and not in its app, so that the doctor, which is the producer's, knows it too. */
export const WorkerSettings = SharedSettings.extend({
  /** Which of the accounts it serves; unset, all of them. */
  WORKER_ACCOUNTS: WorkerAccounts.optional(),
  /** Messages under way at a time, for each lane of each account. */
  WORKER_CONCURRENCY: wholeNumber(1, 1_000).default(50),
  /** After so long without a sign of life a worker's messages are given to another (and found `unknown`, if in doubt). */
  WORKER_LOCK_MS: wholeNumber(500, 600_000).default(30_000),
  /** Where `/healthz`, `/readyz` and `/metrics` are served, if there is a port. */
  HEALTH_HOST: z.string().default('127.0.0.1'),
  /** Unset, they are not served; 0 lets the system choose. */
  HEALTH_PORT: wholeNumber(0, 65_535).optional(),
})
export type WorkerSettings = z.infer<typeof WorkerSettings>
