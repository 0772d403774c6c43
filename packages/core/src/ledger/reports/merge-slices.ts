import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { sliceMs } from '../entry/ledger-options.js'
import { longSliceField, type Slice } from './slice.js'
import { sliceAt } from './slice-length.js'
import { readStoredSlices } from './slices.js'
import { foldSlices, stepsText, withMore } from './stored-slices.js'

/**
 * Moves the counts of slices into the longer one that they lie in: what is counted between reading and this goes along.
 * At most 120 of them a call; lists of ids stay as they are.
 */
const mergeScript = defineScript(
  'disparoMergeSlices',
  /* lua */ `
local target, steps, scanned = ARGV[1], ARGV[2], ARGV[3]
local sum, names = { total = 0, open = 0 }, { total = KEYS[1], open = KEYS[2] }
for index = 4, #ARGV do
  local source = ARGV[index]
  local is_long = string.find(source, ':', 1, true)
  for what, short in pairs(names) do
    local key, name = short, source
    if is_long then key, name = KEYS[4], source .. ':' .. what end
    sum[what] = sum[what] + (tonumber(redis.call('HGET', key, name)) or 0)
    redis.call('HDEL', key, name)
  end
  if is_long then
    redis.call('HDEL', KEYS[4], source .. ':scanned', source .. ':steps')
  else
    redis.call('HDEL', KEYS[3], source)
  end
end
redis.call('HINCRBY', KEYS[4], target .. ':total', sum.total)
redis.call('HINCRBY', KEYS[4], target .. ':open', sum.open)
redis.call('HSET', KEYS[4], target .. ':steps', steps)
if scanned ~= '' then redis.call('HSET', KEYS[4], target .. ':scanned', scanned) end
`,
)

/**
 * The slices of an account, after those that have come to an age were merged into longer ones; a crash in between leaves
 * some merged, some not. For whoever holds the report's lease: nobody else marks slices meanwhile.
 * @param now - epoch ms, Redis's clock
 * @param maxAgeMs - how long slices are followed
 */
export async function mergeSlices(
  redis: Redis,
  keys: AccountKeys,
  { now, maxAgeMs }: { readonly now: number; readonly maxAgeMs: number },
): Promise<Slice[]> {
  const stored = await readStoredSlices(redis, keys)
  const merges = mergesOf(stored, now)
  if (merges.length === 0) return foldSlices(stored)
  for (const { target, known, sources } of merges) {
    const { steps } = withMore(known ?? sources[0] ?? target, sources)
    const scannedAt = known ? undefined : scannedBefore(target, sources, maxAgeMs)
    await mergeScript(
      redis,
      [keys.slicesTotal, keys.slicesOpen, keys.slicesScanned, keys.slicesLong],
      [
        fieldOf(target),
        stepsText(target.n, steps),
        scannedAt === undefined ? '' : `${scannedAt} 0 0`,
        ...sources.map(fieldOf),
      ],
    )
  }
  return foldSlices(await readStoredSlices(redis, keys))
}

interface Merge {
  readonly target: Slice
  /** The target, where it is there. */
  readonly known: Slice | undefined
  readonly sources: Slice[]
}

/** What is to be merged now, by where it goes. */
function mergesOf(stored: readonly Slice[], now: number): Merge[] {
  const merges = new Map<string, Merge>()
  const byField = new Map(stored.map((slice) => [fieldOf(slice), slice]))
  for (const slice of stored) {
    const to = sliceAt(slice.n, now)
    if (to.length <= slice.length) continue
    const field = fieldOf(to)
    const target: Slice = { ...to, total: 0, open: 0, steps: [] }
    const merge: Merge = merges.get(field) ?? { target, known: byField.get(field), sources: [] }
    merges.set(field, merge)
    merge.sources.push(slice)
  }
  return [...merges.values()]
}

function fieldOf({ n, length }: Pick<Slice, 'n' | 'length'>): string {
  return length === 1 ? String(n) : longSliceField({ n, length }, 'open').slice(0, -':open'.length)
}

/**
 * When the parts of a new slice were scanned, on average: by the earliest, it would seem to have waited longer than it
 * has, and take pages from fresh ones. But not later than `maxAgeMs` after its end where a part has still to be looked at then.
 */
function scannedBefore(target: Slice, sources: readonly Slice[], maxAgeMs: number): number | undefined {
  const open = sources.filter((slice) => slice.open > 0)
  if (open.length === 0 || open.some(({ scannedAt }) => scannedAt === undefined)) return undefined
  const total = open.reduce((sum, slice) => sum + slice.total, 0)
  const average = open.reduce((sum, slice) => sum + (slice.scannedAt ?? 0) * (slice.total / total), 0)
  const lastLookAt = (target.n + target.length) * sliceMs + maxAgeMs
  const earliest = Math.min(...open.map(({ scannedAt = 0 }) => scannedAt))
  return Math.round(earliest < lastLookAt ? Math.min(average, lastLookAt - 1) : average)
}
