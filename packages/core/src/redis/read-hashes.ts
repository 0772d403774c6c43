import type { Redis } from './connection.js'
import { defineScript } from './script.js'

export type Hash = Readonly<Record<string, string>>

/**
 * Keys: hashes of one account. Answers all of them as one text of JSON: reading its many short strings one by one costs a client
 * several times as much.
 */
const script = defineScript(
  'disparoReadHashes',
  /* lua */ `
local hashes = {}
for place, key in ipairs(KEYS) do hashes[place] = redis.call('HGETALL', key) end
return cjson.encode(hashes)
`,
)

/** Redis does nothing else meanwhile: so many take it a millisecond. */
const mostInCall = 100

/** Reads whole hashes, in order; one that is not there is empty. */
export async function readHashes(redis: Redis, keys: readonly string[]): Promise<Hash[]> {
  const calls: Promise<unknown>[] = []
  for (let first = 0; first < keys.length; first += mostInCall)
    calls.push(script(redis, keys.slice(first, first + mostInCall), []))
  const texts = (await Promise.all(calls)) as string[]
  return texts.flatMap((text) => (JSON.parse(text) as (string[] | object)[]).map(readHash))
}

/** The fields of a hash as Lua makes JSON of them: names and values in turn, or an object where there is none. */
export function readHash(flat: string[] | object): Hash {
  const hash: Record<string, string> = {}
  if (!Array.isArray(flat)) return hash
  for (let place = 0; place < flat.length; place += 2) hash[flat[place] ?? ''] = flat[place + 1] ?? ''
  return hash
}
