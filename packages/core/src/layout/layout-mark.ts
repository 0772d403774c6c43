import { defineScript, layoutKey, type Redis } from '../redis/index.js'

/** Nobody has noted it: it is of the first, or there is nothing yet. */
const first = 1

/** The layout in Redis. Only its number counts; a later version may write more behind it. */
export async function readLayout(
  redis: Redis,
): Promise<{ readonly layout: number; readonly isMarked: boolean }> {
  const mark = await redis.get(layoutKey)
  // What has no number is of a version that writes it otherwise.
  const layout = mark === null ? first : Number.parseInt(mark, 10) || Number.POSITIVE_INFINITY
  return { layout, isMarked: mark !== null }
}

const markScript = defineScript(
  'disparoMarkLayout',
  `
local mark = redis.call('GET', KEYS[1]) or ARGV[3]
if string.match(mark, '^%d+') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1
`,
)

/** Notes a layout in place of the one before it. `false`: another is noted by now. */
export async function markLayout(redis: Redis, from: number, to: number): Promise<boolean> {
  return (await markScript(redis, [layoutKey], [from, to, first])) === 1
}
