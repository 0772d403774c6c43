import { clockLua } from '../../gate/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { undeliverableLua } from './undeliverable.lua.js'

const countScript = defineScript(
  'disparoCountUndeliverable',
  clockLua,
  undeliverableLua,
  /* lua */ `return undeliverable_count(ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], math.floor(gate_now() / 1000))`,
)

const endScript = defineScript(
  'disparoEndUndeliverable',
  undeliverableLua,
  /* lua */ `
for index = 3, #ARGV do undeliverable_end(ARGV[1], ARGV[index], tonumber(ARGV[2])) end
return 0
`,
)

/** So many failures within 30 days say that there is nobody at a number. */
export const mostUndeliverable = 3

/** A message that could not be delivered. */
export interface Undeliverable {
  /** The person's (persons/person-marks.ts). */
  readonly mark: string
  /** When it failed, epoch ms. */
  readonly at: number
  /** What tells it from others: an id. However often it is told, it counts once. */
  readonly message: string
}

/** Notes the failure. Answers how many there were within 30 days, `mostUndeliverable` at most. */
export async function countUndeliverable(
  redis: Redis,
  keys: AccountKeys,
  { mark, at, message }: Undeliverable,
): Promise<number> {
  const args = [keys.prefix, mark, Math.floor(at / 1_000), message]
  return Number(await countScript(redis, [keys.persons], args))
}

/** Forgets what failed up to a moment (epoch ms): the number is good, or nobody is to know of it. */
export async function endUndeliverable(
  redis: Redis,
  keys: AccountKeys,
  { marks, at }: { readonly marks: readonly string[]; readonly at: number },
): Promise<void> {
  await endScript(redis, [keys.persons], [keys.prefix, Math.floor(at / 1_000), ...marks])
}
