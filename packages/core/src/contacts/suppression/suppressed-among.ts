import { clockLua } from '../../gate/index.js'
import { defineScript } from '../../redis/index.js'
import type { SuppressionReason } from './suppression.js'
import { suppressionLua } from './suppression.lua.js'
import { isCluster, type SuppressionLists, suppressionMarks } from './suppression-lists.js'

const script = defineScript(
  'disparoSuppressedAmong',
  clockLua,
  suppressionLua,
  /* lua */ `
local own_base, all_base = suppression_bases({ prefix = ARGV[1] }, ARGV[2] == '1', true, true)
local now, reasons = gate_now(), {}
for index = 3, #ARGV, 3 do
  local own, all = ARGV[index + 1], ARGV[index + 2]
  reasons[#reasons + 1] = suppression_of(own_base, all_base, own .. all, 1, #own / 11, #all / 11, ARGV[index], now) or ''
end
return reasons
`,
)

/** A message that is about to be enqueued: to whom, and of what kind. */
export interface PersonToLookUp {
  readonly to: string
  readonly kind: 'otp' | 'marketing' | 'other'
}

const peoplePerCall = 1_000
/** As `suppression_of` knows them. */
const letters = { otp: 'o', marketing: 'm', other: 'u' } as const

/** Whether anybody is, or was, on one of the lists, so that people have to be looked for. */
export async function isAnybodySuppressed({ own, all }: SuppressionLists): Promise<boolean> {
  const found = await Promise.all([own, all].map(({ redis, keys }) => redis.exists(keys.suppressionSources)))
  return found.some((count) => count > 0)
}

/** For which reasons these messages would not go now, in their order; `undefined`: they would. */
export async function suppressedAmong(
  lists: SuppressionLists,
  people: readonly PersonToLookUp[],
): Promise<(SuppressionReason | undefined)[]> {
  if (people.length === 0) return []
  const { redis, keys } = lists.own
  const marksOf = await suppressionMarks(lists)
  const copied = isCluster(redis) ? 1 : 0
  const reasons: (SuppressionReason | undefined)[] = []
  for (let at = 0; at < people.length; at += peoplePerCall) {
    const args = people.slice(at, at + peoplePerCall).flatMap(({ to, kind }) => {
      const { own, all } = marksOf(to)
      return [letters[kind], own, all]
    })
    const reply = (await script(redis, [keys.suppressionSources], [keys.prefix, copied, ...args])) as string[]
    reasons.push(...reply.map((reason) => (reason === '' ? undefined : (reason as SuppressionReason))))
  }
  return reasons
}
