import type { AccountKeys, Redis } from '../../redis/index.js'
import { defineScript } from '../../redis/index.js'
import { longSliceField, type Slice } from './slice.js'
import { foldSlices, parseLongSlices, parseShortSlices } from './stored-slices.js'

/** Slices as they are stored, ascending; a short one may lie in a long one that it came too late for. */
export async function readStoredSlices(redis: Redis, keys: AccountKeys): Promise<Slice[]> {
  const [total, open, scanned, long] = await Promise.all([
    redis.hgetall(keys.slicesTotal),
    redis.hgetall(keys.slicesOpen),
    redis.hgetall(keys.slicesScanned),
    redis.hgetall(keys.slicesLong),
  ])
  return [...parseLongSlices(long), ...parseShortSlices({ total, open, scanned })].sort(
    (a, b) => a.n - b.n || b.length - a.length,
  )
}

/** What an account's messages are counted in, ascending; each moment is in one slice at most. */
export async function readSlices(redis: Redis, keys: AccountKeys): Promise<Slice[]> {
  return foldSlices(await readStoredSlices(redis, keys))
}

/** The steps from `first` to `last` in which there are messages, ascending. */
export function stepsWithin(
  slices: readonly Pick<Slice, 'steps'>[],
  { first, last }: { readonly first: number; readonly last: number },
): number[] {
  return slices.flatMap(({ steps }) => steps.filter((n) => n >= first && n <= last))
}

const markScript = defineScript(
  'disparoMarkScanned',
  /* lua */ `
for index = 1, #ARGV, 3 do
  local open, scanned, mark = ARGV[index], ARGV[index + 1], ARGV[index + 2]
  if scanned ~= '' then
    if redis.call('HEXISTS', KEYS[3], open) == 1 then redis.call('HSET', KEYS[3], scanned, mark) end
  elseif redis.call('HEXISTS', KEYS[1], open) == 1 then
    redis.call('HSET', KEYS[2], open, mark)
  end
end
`,
)

/** What a scan makes of a slice's marks (epoch ms). */
export type SliceMarks = Pick<Slice, 'n' | 'length' | 'scannedAt' | 'progress'>

/** Notes how far scans have come; of slices that are gone by now nothing. */
export async function markScanned(
  redis: Redis,
  keys: AccountKeys,
  marks: readonly SliceMarks[],
): Promise<void> {
  if (marks.length === 0) return
  const args = marks.flatMap(({ n, length, scannedAt = 0, progress }) => {
    if (length === 1) return [n, '', scannedAt]
    const { until = 0, since = 0 } = progress ?? {}
    const text = [scannedAt, until, since].join(' ')
    return [longSliceField({ n, length }, 'open'), longSliceField({ n, length }, 'scanned'), text]
  })
  await markScript(redis, [keys.slicesOpen, keys.slicesScanned, keys.slicesLong], args)
}

/** Lets go of slices that are resolved or too old: they cost nothing any more. */
export async function dropSlices(
  redis: Redis,
  keys: AccountKeys,
  slices: readonly Pick<Slice, 'n' | 'length' | 'steps'>[],
): Promise<void> {
  if (slices.length === 0) return
  const steps = slices.flatMap((slice) => slice.steps)
  const short = steps.map(String)
  const long = slices
    .filter(({ length }) => length > 1)
    .flatMap((slice) =>
      (['total', 'open', 'scanned', 'steps'] as const).map((of) => longSliceField(slice, of)),
    )
  const transaction = redis.multi()
  for (const hash of [keys.slicesOpen, keys.slicesTotal, keys.slicesScanned]) transaction.hdel(hash, ...short)
  if (long.length > 0) transaction.hdel(keys.slicesLong, ...long)
  transaction.del(...steps.map((n) => keys.slice(n)))
  await transaction.exec()
}
