import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { unpackId } from '../ids/packed-id.js'
import { readDispatchedLua } from './read-dispatched.lua.js'

const script = defineScript('disparoDispatched', readDispatchedLua)

const recordBytes = 24
const timeBytes = 4

export interface DispatchedQuery {
  /** Epoch seconds, by Redis's clock; both within. */
  readonly fromSeconds: number
  readonly toSeconds: number
  /** Messages to leave out, from the first. */
  readonly offset: number
  readonly limit: number
}

export interface DispatchedPage {
  /** All messages of that time, whatever the page. */
  readonly total: number
  /** In the order in which the ledger learnt that they went out; `at` in epoch seconds. */
  readonly messages: readonly { readonly id: string; readonly at: number }[]
}

/**
 * The messages that went out in a stretch of time, a page of them. A message is in it once, at the moment at which the
 * ledger learnt that it went out; as the log only grows at its end, a page of a time that is over never changes.
 * It takes a look at each hour asked for: some 750 for a month.
 */
export async function readDispatched(
  redis: Redis,
  keys: AccountKeys,
  { fromSeconds, toSeconds, offset, limit }: DispatchedQuery,
): Promise<DispatchedPage> {
  const [total, pieces] = (await script(
    redis,
    [keys.slicesTotal],
    [keys.prefix, fromSeconds, toSeconds, offset, limit],
  )) as [number, [hour: number, firstByte: number, lastByte: number][]]
  const texts = await Promise.all(
    pieces.map(([hour, first, last]) => redis.getrangeBuffer(keys.dispatched(hour), first, last)),
  )
  return { total, messages: texts.flatMap(readRecords) }
}

function readRecords(text: Buffer): { id: string; at: number }[] {
  return Array.from({ length: text.length / recordBytes }, (_, index) => {
    const record = text.subarray(index * recordBytes, (index + 1) * recordBytes)
    return { id: unpackId(record.subarray(timeBytes)), at: record.readUInt32BE() }
  })
}
