import type { AccountKeys, Redis } from '../../redis/index.js'
import { batchRowOfEntry } from '../ids/batch-row.js'
import { entryField } from './entry-fields.js'

/** Doubts of one batch, or of one request by its `identificador` (XML). */
export type DoubtFilter = { readonly batch: string } | { readonly request: string }

/** One call is short enough to keep nobody waiting. */
const perCall = 500

/** The ids of messages in doubt of a batch or a request, those longest in it first; at most `limit`. */
export async function findDoubts(
  redis: Redis,
  keys: AccountKeys,
  { of, limit }: { readonly of: DoubtFilter; readonly limit: number },
): Promise<string[]> {
  const found: string[] = []
  for (let first = 0; found.length < limit; first += perCall) {
    const ids = await redis.zrange(keys.unknown, `${first}`, `${first + perCall - 1}`)
    if (ids.length === 0) break
    const pipeline = redis.pipeline()
    for (const id of ids)
      pipeline.hmget(keys.message(id), entryField.batch, entryField.request, entryField.token)
    const replies = (await pipeline.exec()) ?? []
    ids.forEach((id, index) => {
      const [error, values] = replies[index] as [Error | null, (string | null)[]]
      if (error) throw error
      const [batch, request, token] = values
      const isMeant =
        'batch' in of
          ? batchRowOfEntry(id, batch, undefined).batch === of.batch
          : requestOfDoubt(request, token) === of.request
      if (isMeant) found.push(id)
    })
  }
  return found.slice(0, limit)
}

/**
 * The request that a message in doubt went in: noted with the doubt, or the token of an attempt that never settled. The
 * tokens of attempts by REST are UUIDs, and no requests.
 */
export function requestOfDoubt(
  request: string | null | undefined,
  token: string | null | undefined,
): string | undefined {
  return request ?? (token && /^[0-9a-z]{13}$/.test(token) ? token : undefined)
}
