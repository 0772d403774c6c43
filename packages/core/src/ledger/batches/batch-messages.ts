import type { AccountKeys, Redis } from '../../redis/index.js'
import { rowId } from '../ids/batch-row.js'
import { rowHashId } from '../ids/row-hash-id.js'
import { readRowHashes } from './open-batch.js'

/** A message of a batch. Its place is its row's number where rows are known by their place, else the order of enqueueing. */
export interface BatchMessage {
  readonly position: number
  readonly id: string
}

/** The batch's messages after place `after`, at most `limit`. */
export async function readBatchMessages(
  redis: Redis,
  keys: AccountKeys,
  input: { readonly id: string; readonly after: number; readonly limit: number },
): Promise<BatchMessage[]> {
  const { id } = input
  const firstByte = Math.floor((input.after + 1) / 8)
  const bytes = await redis.getrangeBuffer(keys.batchRows(id), firstByte, -1)
  const places: number[] = []
  for (let index = 0; index < bytes.length && places.length < input.limit; index++) {
    for (let bit = 0; bit < 8 && places.length < input.limit; bit++) {
      const place = (firstByte + index) * 8 + bit
      if (place > input.after && ((bytes[index] ?? 0) & (0x80 >> bit)) !== 0) places.push(place)
    }
  }
  const ids = await messageIdsAt(redis, keys, { id, places })
  return places.map((place, index) => ({ position: place, id: ids[index] ?? '' }))
}

/** The ids of a batch's messages at these places, which are in order. */
export async function messageIdsAt(
  redis: Redis,
  keys: AccountKeys,
  { id, places }: { readonly id: string; readonly places: readonly number[] },
): Promise<string[]> {
  const [first, last] = [places[0], places.at(-1)]
  if (first === undefined || last === undefined) return []
  const [keyed, marks] = await Promise.all([
    redis.hmget(keys.batchKeys(id), ...places.map(String)),
    readRowHashes(redis, keys, { id, after: first - 1, limit: last - first + 1 }),
  ])
  return places.map((place, index) => {
    const mark = marks[place - first]
    return keyed[index] ?? (mark ? rowHashId(id, mark) : rowId(id, place))
  })
}
